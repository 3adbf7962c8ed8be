// SPDX-License-Identifier: GPL-3.0-or-later
// A template in itself.
template <typename T>
struct Deeper {
    using Next = typename Deeper<Deeper<T>>::Next;
};

int main()
{
    Deeper<int>::Next next;
}
