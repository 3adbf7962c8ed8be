// Accepted: beginnings and ends as events; an outage ends when no report is open.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <utility>
#include <vector>

int main()
{
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n = 0;
    std::cin >> n;
    std::vector<std::pair<std::int64_t, int>> events; // at the same time, beginnings (-1) come first
    for (int i = 0; i < n; ++i) {
        std::int64_t a = 0;
        std::int64_t b = 0;
        std::cin >> a >> b;
        events.emplace_back(a, -1);
        events.emplace_back(b, 1);
    }
    std::sort(events.begin(), events.end());

    int open = 0;
    int count = 0;
    std::int64_t sum = 0;
    std::int64_t begin = 0;
    std::int64_t longestBegin = 0;
    std::int64_t longestEnd = 0;
    for (const auto &[time, kind] : events) {
        if (open == 0)
            begin = time;
        open -= kind;
        if (open == 0) {
            ++count;
            sum += time - begin;
            if (time - begin > longestEnd - longestBegin) {
                longestBegin = begin;
                longestEnd = time;
            }
        }
    }
    std::cout << count << ' ' << sum << '\n' << longestBegin << ' ' << longestEnd << '\n';
}
