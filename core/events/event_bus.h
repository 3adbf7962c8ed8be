// SPDX-License-Identifier: GPL-3.0-or-later
// EventBus: tells who listens about events, after their commit and in their order.
#pragma once

#include "core/model/event.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace assay::core {

class EventBus;

/// A listener's place on the bus. Once its destructor has returned, the listener is not running and never runs
/// again. Declare it as the last member of whoever listens.
class [[nodiscard]] Subscription
{
public:
    Subscription() = default;
    Subscription(Subscription &&other) noexcept;
    Subscription &operator=(Subscription &&other) noexcept;
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;
    ~Subscription();

    void cancel();

private:
    friend class EventBus;
    Subscription(EventBus *bus, int key)
        : m_bus(bus)
        , m_key(key)
    {
    }

    EventBus *m_bus = nullptr;
    int m_key = 0;
};

/// Listeners are called in `seq` order under the bus's lock, on the thread that committed: they hand the event to
/// their own thread and return. A listener must not publish, subscribe or cancel from within its call.
class EventBus
{
public:
    using Listener = std::function<void(const Event &)>;

    EventBus() = default;
    EventBus(const EventBus &) = delete;
    EventBus &operator=(const EventBus &) = delete;

    [[nodiscard]] Subscription subscribe(Listener listener);
    void publish(const Event &event);

private:
    friend class Subscription;
    void remove(int key);

    struct Entry {
        int key = 0;
        Listener listener;
    };

    std::mutex m_mutex;
    std::vector<Entry> m_entries;
    int m_nextKey = 1;
};

} // namespace assay::core
