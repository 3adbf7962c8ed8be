// Accepted: one row of the table, filled from the right so that no task counts twice.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <vector>

int main()
{
    int n = 0;
    int days = 0;
    std::cin >> n >> days;
    std::vector<std::int64_t> best(days + 1); // largest worth within so many days
    for (int i = 0; i < n; ++i) {
        int time = 0;
        std::int64_t worth = 0;
        std::cin >> time >> worth;
        for (int day = days; day >= time; --day)
            best[day] = std::max(best[day], best[day - time] + worth);
    }
    const auto fewest = std::lower_bound(best.begin(), best.end(), best.back());
    std::cout << best.back() << ' ' << fewest - best.begin() << '\n';
}
