// SPDX-License-Identifier: GPL-3.0-or-later
// A constant that takes for ever.
constexpr long count()
{
    long sum = 0;
    for (long i = 0;; ++i)
        for (long j = 0; j < 1000; ++j)
            sum ^= i * j;
    return sum;
}
constexpr long nested(int depth)
{
    return depth == 0 ? 1 : nested(depth - 1) + nested(depth - 1);
}
constexpr long many[] = {nested(22), nested(22), nested(22), nested(22), nested(22), nested(22), nested(22)};
constexpr long never = count();

int main()
{
    return never == many[0];
}
