// Run-time error: keeps the maps in a table that ends at number 100 000.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

struct Map {
    int drawer = 0;
    int lastUse = 0; // 0: not on the shelf
};

int main()
{
    std::size_t room = 0;
    int events = 0;
    std::cin >> room >> events;
    std::vector<Map> maps(100001);
    std::set<std::pair<int, int>> uses;
    int returned = 0;
    for (int now = 1; now <= events; ++now) {
        std::string kind;
        int key = 0;
        std::cin >> kind >> key;
        Map &map = maps.at(key);
        const bool there = map.lastUse != 0;
        if (kind == "get" && !there) {
            std::cout << "-\n";
            continue;
        }
        if (there) {
            uses.erase({map.lastUse, key});
        } else if (uses.size() == room) {
            maps[uses.begin()->second].lastUse = 0;
            uses.erase(uses.begin());
            ++returned;
        }
        if (kind == "put")
            std::cin >> map.drawer;
        else
            std::cout << map.drawer << '\n';
        map.lastUse = now;
        uses.insert({now, key});
    }
    std::cout << returned << '\n';
}
