// Run-time error: looks beyond the end of the table when a task takes longer than all days.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <vector>

int main()
{
    int n = 0;
    int days = 0;
    std::cin >> n >> days;
    std::vector<long long> best(days + 1);
    for (int i = 0; i < n; ++i) {
        int time = 0;
        long long worth = 0;
        std::cin >> time >> worth;
        std::vector<long long> next(best);
        for (int day = time; day <= std::max(days, time); ++day)
            next.at(day) = std::max(best.at(day), best.at(day - time) + worth);
        best = next;
    }
    const auto fewest = std::find(best.begin(), best.end(), best.back());
    std::cout << best.back() << ' ' << fewest - best.begin() << '\n';
}
