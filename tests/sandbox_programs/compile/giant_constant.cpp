// SPDX-License-Identifier: GPL-3.0-or-later
// A constant that takes all memory.
struct Big {
    int values[1 << 28] = {};
    constexpr Big()
    {
        for (int &value : values)
            value = 1;
    }
};
constexpr Big big;

int main()
{
    return big.values[7];
}
