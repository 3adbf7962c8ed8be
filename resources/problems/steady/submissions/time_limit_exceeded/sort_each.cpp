// Time limit exceeded: sorts every window.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <vector>

int main()
{
    int n = 0;
    int w = 0;
    std::cin >> n >> w;
    std::vector<int> readings(n);
    for (int &reading : readings)
        std::cin >> reading;

    int best = -1;
    int first = 0;
    for (int i = 0; i + w <= n; ++i) {
        std::vector<int> window(readings.begin() + i, readings.begin() + i + w);
        std::sort(window.begin(), window.end());
        if (best < 0 || window.back() - window.front() < best) {
            best = window.back() - window.front();
            first = i + 1;
        }
    }
    std::cout << best << ' ' << first << '\n';
}
