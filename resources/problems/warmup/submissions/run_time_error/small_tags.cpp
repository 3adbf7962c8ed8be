// Run-time error: believes that there are no tags above 100 000.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <vector>

int main()
{
    int n = 0;
    std::cin >> n;
    std::vector<int> count(100001);
    for (int i = 0; i < n; ++i) {
        int tag = 0;
        std::cin >> tag;
        ++count.at(tag);
    }
    for (int tag = 0; tag <= 100000; ++tag) {
        if (count[tag] == 1)
            std::cout << tag << '\n';
    }
}
