// Wrong answer: treats upper and lower case as the same page.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

int main()
{
    std::string line;
    std::getline(std::cin, line);
    std::size_t lines = 0;
    std::size_t wanted = 0;
    std::istringstream(line) >> lines >> wanted;
    std::map<std::string, std::pair<int, int>> pages;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string time;
        std::string method;
        std::string target;
        int status = 0;
        int duration = 0;
        words >> time >> method >> target >> status >> duration;
        if (time.front() == '#' || status < 500)
            continue;
        target.erase(std::min(target.find('?'), target.size()));
        for (char &c : target)
            c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        auto &[failures, longest] = pages[target];
        ++failures;
        longest = std::max(longest, duration);
    }
    std::vector<std::pair<std::string, std::pair<int, int>>> top(pages.begin(), pages.end());
    std::stable_sort(top.begin(), top.end(),
                     [](const auto &a, const auto &b) { return a.second.first > b.second.first; });
    top.resize(std::min(wanted, top.size()));
    for (const auto &[page, counts] : top)
        std::cout << counts.first << ' ' << counts.second << ' ' << page << '\n';
    if (top.empty())
        std::cout << "none\n";
}
