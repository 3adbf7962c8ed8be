// SPDX-License-Identifier: GPL-3.0-or-later
// EventPublisher: hands events to the bus in the order of the log, whoever wrote them.
#include "core/store/event_publisher.h"

#include "core/store/event_store.h"

#include <algorithm>
#include <utility>

namespace assay::core {

namespace {

constexpr int kReadAtOnce = 500;

} // namespace

EventPublisher::EventPublisher(EventBus &bus, const BlobStore &blobs, std::function<void(const Event &)> onOthers)
    : m_bus(bus)
    , m_blobs(blobs)
    , m_onOthers(std::move(onOthers))
{
}

Result<void> EventPublisher::start(Database &database)
{
    m_published = TRY(loadLastSeq(database));
    return {};
}

Result<void> EventPublisher::publish(Database &database, const QList<Event> &own)
{
    if (own.isEmpty())
        return {};
    TRY(catchUpTo(database, own.first().seq - 1));
    for (const Event &event : own)
        m_bus.publish(event);
    m_published = own.last().seq;
    return {};
}

Result<void> EventPublisher::catchUp(Database &database)
{
    return catchUpTo(database, TRY(loadLastSeq(database)));
}

/// An event that is not there any more was purged: what there is to know of it is in a later one.
Result<void> EventPublisher::catchUpTo(Database &database, std::int64_t last)
{
    while (m_published < last) {
        const auto most = std::min<std::int64_t>(kReadAtOnce, last - m_published);
        const QList<Event> events = TRY(loadEventsAfter(database, m_blobs, m_published, static_cast<int>(most)));
        for (const Event &event : events) {
            if (event.seq > last)
                break;
            m_onOthers(event);
            m_bus.publish(event);
        }
        m_published = events.isEmpty() ? last : std::min(last, events.last().seq);
    }
    return {};
}

} // namespace assay::core
