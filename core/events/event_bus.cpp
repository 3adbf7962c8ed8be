// SPDX-License-Identifier: GPL-3.0-or-later
// EventBus: tells who listens about events, after their commit and in their order.
#include "core/events/event_bus.h"

#include <utility>

namespace assay::core {

Subscription::Subscription(Subscription &&other) noexcept
    : m_bus(std::exchange(other.m_bus, nullptr))
    , m_key(other.m_key)
{
}

Subscription &Subscription::operator=(Subscription &&other) noexcept
{
    if (this != &other) {
        cancel();
        m_bus = std::exchange(other.m_bus, nullptr);
        m_key = other.m_key;
    }
    return *this;
}

Subscription::~Subscription()
{
    cancel();
}

void Subscription::cancel()
{
    if (auto *bus = std::exchange(m_bus, nullptr))
        bus->remove(m_key);
}

Subscription EventBus::subscribe(Listener listener)
{
    const std::scoped_lock lock(m_mutex);
    const int key = m_nextKey++;
    m_entries.push_back({.key = key, .listener = std::move(listener)});
    return Subscription(this, key);
}

void EventBus::publish(const Event &event)
{
    const std::scoped_lock lock(m_mutex);
    for (const auto &entry : m_entries)
        entry.listener(event);
}

void EventBus::remove(int key)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_entries, [key](const Entry &entry) { return entry.key == key; });
}

} // namespace assay::core
