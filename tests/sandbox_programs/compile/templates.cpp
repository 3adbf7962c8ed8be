// SPDX-License-Identifier: GPL-3.0-or-later
// Two templates in each other: an exponential number of types.
template <int depth, typename A, typename B>
struct Twice {
    using Left = Twice<depth - 1, Twice<depth, A, B>, B>;
    using Right = Twice<depth - 1, A, Twice<depth, B, A>>;
    static constexpr int value = Left::value + Right::value;
};

template <typename A, typename B>
struct Twice<0, A, B> {
    static constexpr int value = 1;
};

int main()
{
    return Twice<40, int, long>::value;
}
