// Wrong answer: the sum of the lengths is an int and overflows.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

int main()
{
    int n = 0;
    std::cin >> n;
    std::vector<std::pair<long long, long long>> reports(n);
    for (auto &[a, b] : reports)
        std::cin >> a >> b;
    std::sort(reports.begin(), reports.end());

    int count = 0;
    int sum = 0;
    auto current = reports.front();
    auto longest = current;
    const auto close = [&] {
        ++count;
        sum += static_cast<int>(current.second - current.first);
        if (current.second - current.first > longest.second - longest.first || count == 1)
            longest = current;
    };
    for (const auto &report : reports) {
        if (report.first > current.second) {
            close();
            current = report;
        } else {
            current.second = std::max(current.second, report.second);
        }
    }
    close();
    std::cout << count << ' ' << sum << '\n' << longest.first << ' ' << longest.second << '\n';
}
