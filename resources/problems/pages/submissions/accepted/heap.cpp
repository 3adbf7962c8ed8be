// Accepted: a table of pages; only the pages wanted are sorted.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

struct Page {
    std::string name;
    int failures = 0;
    int longest = 0;
};

int main()
{
    std::ios::sync_with_stdio(false);
    std::string line;
    std::getline(std::cin, line);
    std::size_t lines = 0;
    std::size_t wanted = 0;
    std::istringstream(line) >> lines >> wanted;

    std::unordered_map<std::string, Page> table;
    while (lines-- > 0 && std::getline(std::cin, line)) {
        if (line.front() == '#')
            continue;
        std::istringstream words(line);
        std::string time;
        std::string method;
        std::string target;
        int status = 0;
        int duration = 0;
        words >> time >> method >> target >> status >> duration;
        if (status < 500)
            continue;
        const std::string name = target.substr(0, target.find('?'));
        Page &page = table[name];
        page.name = name;
        ++page.failures;
        page.longest = std::max(page.longest, duration);
    }

    std::vector<Page> pages;
    for (const auto &[name, page] : table)
        pages.push_back(page);
    wanted = std::min(wanted, pages.size());
    std::partial_sort(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(wanted), pages.end(),
                      [](const Page &a, const Page &b) {
                          return a.failures != b.failures ? a.failures > b.failures : a.name < b.name;
                      });
    for (std::size_t i = 0; i < wanted; ++i)
        std::cout << pages[i].failures << ' ' << pages[i].longest << ' ' << pages[i].name << '\n';
    if (pages.empty())
        std::cout << "none\n";
}
