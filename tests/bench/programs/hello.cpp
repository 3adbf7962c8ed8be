// SPDX-License-Identifier: GPL-3.0-or-later
// A dynamically linked C++ program with streams, as most submissions are.
#include <iostream>

int main()
{
    std::cout << "hello\n";
    return std::cout ? 0 : 1;
}
