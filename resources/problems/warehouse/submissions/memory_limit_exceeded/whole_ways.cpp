// Memory limit exceeded: the queue holds whole ways, each with the squares that it has been to.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

struct Way {
    int time;
    int here;
    std::vector<bool> seen;

    bool operator<(const Way &other) const { return time > other.time; }
};

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
    std::priority_queue<Way> queue;
    queue.push({0, static_cast<int>(floor.find('S')), std::vector<bool>(floor.size())});
    while (!queue.empty()) {
        Way way = queue.top();
        queue.pop();
        if (floor[way.here] == 'T') {
            std::cout << way.time << '\n';
            return 0;
        }
        way.seen[way.here] = true;
        const auto visit = [&](int there) {
            if (floor[there] == '#' || way.seen[there])
                return;
            const bool digit = floor[there] >= '1' && floor[there] <= '9';
            queue.push({way.time + (digit ? floor[there] - '0' : 1), there, way.seen});
        };
        if (way.here % columns > 0)
            visit(way.here - 1);
        if (way.here % columns < columns - 1)
            visit(way.here + 1);
        if (way.here >= columns)
            visit(way.here - columns);
        if (way.here + columns < rows * columns)
            visit(way.here + columns);
    }
    std::cout << "blocked\n";
}
