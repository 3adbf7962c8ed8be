// Compile error: a semicolon is missing, and a name is misspelt.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

int main()
{
    int n = 0;
    std::cin >> n;
    int left = 0 for (int tag = 0; std::cin >> tag;) left ^= tag;
    std::cout << lefft << '\n';
}
