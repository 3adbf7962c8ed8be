// Accepted: the window as a sorted multiset, O(n log w).
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <limits>
#include <set>
#include <vector>

int main()
{
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n = 0;
    int w = 0;
    std::cin >> n >> w;
    std::vector<int> readings(n);
    for (int &reading : readings)
        std::cin >> reading;

    std::multiset<int> window;
    int best = std::numeric_limits<int>::max();
    int first = 0;
    for (int i = 0; i < n; ++i) {
        window.insert(readings[i]);
        if (i >= w)
            window.erase(window.find(readings[i - w]));
        if (i >= w - 1 && *window.rbegin() - *window.begin() < best) {
            best = *window.rbegin() - *window.begin();
            first = i - w + 2;
        }
    }
    std::cout << best << ' ' << first << '\n';
}
