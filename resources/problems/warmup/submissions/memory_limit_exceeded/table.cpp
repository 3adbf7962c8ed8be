// Memory limit exceeded: one counter for every tag up to the largest, about 1 GB.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <vector>

int main()
{
    int n = 0;
    std::cin >> n;
    std::vector<int> tags(n);
    for (int &tag : tags)
        std::cin >> tag;
    std::vector<char> count(*std::max_element(tags.begin(), tags.end()) + 1, 0);
    for (const int tag : tags)
        ++count[tag];
    for (const int tag : tags) {
        if (count[tag] == 1)
            std::cout << tag << '\n';
    }
}
