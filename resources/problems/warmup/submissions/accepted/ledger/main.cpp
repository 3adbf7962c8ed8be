// Accepted, in two files: reads the roll into a ledger.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger.h"

#include <iostream>

int main()
{
    int n = 0;
    std::cin >> n;
    Ledger ledger;
    for (int tag = 0; n > 0 && std::cin >> tag; --n)
        ledger.enter(tag);
    std::cout << ledger.left() << '\n';
}
