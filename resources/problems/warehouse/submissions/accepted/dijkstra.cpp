// Accepted: Dijkstra's method with a priority queue.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <functional>
#include <iostream>
#include <limits>
#include <queue>
#include <string>
#include <utility>
#include <vector>

int main()
{
    int rows = 0;
    int columns = 0;
    std::cin >> rows >> columns;
    std::string floor;
    for (int row = 0; row < rows; ++row) {
        std::string line;
        std::cin >> line;
        floor += line;
    }
    const int start = static_cast<int>(floor.find('S'));
    const int ramp = static_cast<int>(floor.find('T'));
    const auto timeToEnter = [&](int square) {
        return floor[square] >= '1' && floor[square] <= '9' ? floor[square] - '0' : 1;
    };

    std::vector<int> times(floor.size(), std::numeric_limits<int>::max());
    using Stop = std::pair<int, int>; // time, square
    std::priority_queue<Stop, std::vector<Stop>, std::greater<>> queue;
    times[start] = 0;
    queue.emplace(0, start);
    while (!queue.empty()) {
        const auto [time, here] = queue.top();
        queue.pop();
        if (time > times[here])
            continue;
        const auto visit = [&, time = time](int there) {
            if (floor[there] != '#' && time + timeToEnter(there) < times[there]) {
                times[there] = time + timeToEnter(there);
                queue.emplace(times[there], there);
            }
        };
        if (here % columns > 0)
            visit(here - 1);
        if (here % columns < columns - 1)
            visit(here + 1);
        if (here >= columns)
            visit(here - columns);
        if (here + columns < rows * columns)
            visit(here + columns);
    }
    if (times[ramp] == std::numeric_limits<int>::max())
        std::cout << "blocked\n";
    else
        std::cout << times[ramp] << '\n';
}
