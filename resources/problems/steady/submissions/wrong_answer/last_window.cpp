// Wrong answer: off by one, the last window is never looked at (unless it is the only one).
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <set>
#include <vector>

int main()
{
    int n = 0;
    int w = 0;
    std::cin >> n >> w;
    std::vector<int> readings(n);
    for (int &reading : readings)
        std::cin >> reading;

    std::multiset<int> window(readings.begin(), readings.begin() + w);
    int best = *window.rbegin() - *window.begin();
    int first = 1;
    for (int i = 1; i < n - w; ++i) {
        window.erase(window.find(readings[i - 1]));
        window.insert(readings[i + w - 1]);
        if (*window.rbegin() - *window.begin() < best) {
            best = *window.rbegin() - *window.begin();
            first = i + 1;
        }
    }
    std::cout << best << ' ' << first << '\n';
}
