// SPDX-License-Identifier: GPL-3.0-or-later
// EventPublisher: hands events to the bus in the order of the log, whoever wrote them.
#pragma once

#include "core/events/event_bus.h"
#include "core/store/blob_store.h"
#include "core/store/database.h"

#include <QList>

#include <functional>

namespace assay::core {

/// Of one thread: that of the writer.
class EventPublisher
{
public:
    /// `onOthers` is told of each event that another engine wrote, before the bus is.
    EventPublisher(EventBus &bus, const BlobStore &blobs, std::function<void(const Event &)> onOthers);

    /// What is in the log is known. Errors: Store.
    [[nodiscard]] Result<void> start(Database &database);
    /// Own ones that were just committed; what others wrote before them comes first. On an error nothing is published, and
    /// all of it is left for catchUp. Errors: Store, Io.
    [[nodiscard]] Result<void> publish(Database &database, const QList<Event> &own);
    /// What others have written. Errors: Store, Io.
    [[nodiscard]] Result<void> catchUp(Database &database);

private:
    [[nodiscard]] Result<void> catchUpTo(Database &database, std::int64_t last);

    EventBus &m_bus;
    const BlobStore &m_blobs;
    std::function<void(const Event &)> m_onOthers;
    std::int64_t m_published = 0; ///< Up to this seq.
};

} // namespace assay::core
