// Accepted: a list from the latest to the oldest use, and a table of its nodes.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <list>
#include <string>
#include <unordered_map>

struct Map {
    int key;
    int drawer;
};

class Shelf
{
public:
    explicit Shelf(std::size_t room)
        : m_room(room)
    {
    }

    void put(int key, int drawer)
    {
        if (use(key)) {
            m_maps.front().drawer = drawer;
            return;
        }
        if (m_maps.size() == m_room) {
            m_places.erase(m_maps.back().key);
            m_maps.pop_back();
            ++m_returned;
        }
        m_maps.push_front({key, drawer});
        m_places[key] = m_maps.begin();
    }

    /// The map, moved to the front; null if it is not there.
    const Map *use(int key)
    {
        const auto found = m_places.find(key);
        if (found == m_places.end())
            return nullptr;
        m_maps.splice(m_maps.begin(), m_maps, found->second);
        return &m_maps.front();
    }

    int returned() const { return m_returned; }

private:
    std::size_t m_room;
    std::list<Map> m_maps;
    std::unordered_map<int, std::list<Map>::iterator> m_places;
    int m_returned = 0;
};

int main()
{
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    std::size_t room = 0;
    int events = 0;
    std::cin >> room >> events;
    Shelf shelf(room);
    std::string kind;
    for (int key = 0; events > 0 && std::cin >> kind >> key; --events) {
        if (kind == "put") {
            int drawer = 0;
            std::cin >> drawer;
            shelf.put(key, drawer);
        } else if (const Map *map = shelf.use(key)) {
            std::cout << map->drawer << '\n';
        } else {
            std::cout << "-\n";
        }
    }
    std::cout << shelf.returned() << '\n';
}
