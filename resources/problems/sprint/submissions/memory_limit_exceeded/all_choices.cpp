// Memory limit exceeded: keeps every choice that fits; there are up to twice as many after each task.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

int main()
{
    int n = 0;
    int days = 0;
    std::cin >> n >> days;
    std::vector<std::pair<long long, int>> choices{{0, 0}}; // worth, days with a minus
    for (int i = 0; i < n; ++i) {
        int time = 0;
        long long worth = 0;
        std::cin >> time >> worth;
        const std::size_t count = choices.size();
        for (std::size_t j = 0; j < count; ++j) {
            const auto [before, spent] = choices[j];
            if (time - spent <= days)
                choices.emplace_back(before + worth, spent - time);
        }
    }
    auto best = choices.front();
    for (const auto &choice : choices)
        best = std::max(best, choice);
    std::cout << best.first << ' ' << -best.second << '\n';
}
