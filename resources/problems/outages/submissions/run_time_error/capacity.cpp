// Run-time error: has room for 8 000 reports.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

using Report = std::pair<long long, long long>;

int main()
{
    static std::array<Report, 8000> reports;
    std::size_t n = 0;
    std::cin >> n;
    for (std::size_t i = 0; i < n; ++i)
        std::cin >> reports.at(i).first >> reports.at(i).second;
    std::sort(reports.begin(), reports.begin() + static_cast<std::ptrdiff_t>(n));

    std::size_t last = 0;
    for (std::size_t i = 1; i < n; ++i) {
        if (reports[i].first <= reports[last].second)
            reports[last].second = std::max(reports[last].second, reports[i].second);
        else
            reports[++last] = reports[i];
    }
    long long sum = 0;
    Report longest = reports[0];
    for (std::size_t i = 0; i <= last; ++i) {
        sum += reports[i].second - reports[i].first;
        if (reports[i].second - reports[i].first > longest.second - longest.first)
            longest = reports[i];
    }
    std::cout << last + 1 << ' ' << sum << '\n' << longest.first << ' ' << longest.second << '\n';
}
