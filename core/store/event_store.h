// SPDX-License-Identifier: GPL-3.0-or-later
// The event log in the database.
#pragma once

#include "core/model/event.h"
#include "core/store/blob_store.h"
#include "core/store/database.h"

namespace assay::core {

/// An event that has no place in the log yet, ready to be written.
struct EventDraft {
    EventType type = EventType::JudgementUpdated;
    EventData data;
    QString json; ///< `data` as the log keeps it.
};

/// Prepares an event on any thread, so that the writer only has to insert it. A submission becomes its outline
/// (no sources); outputs over kInlineLimit become blobs, which a reader of the log gets back in full. Errors: Io.
[[nodiscard]] Result<EventDraft> draftEvent(EventType type, EventData data, const BlobStore &blobs);

/// Errors: Store.
[[nodiscard]] Result<void> appendEvent(Database &database, const EventDraft &draft, std::int64_t seq, Timestamp time);

[[nodiscard]] Result<QList<Event>> loadEventsAfter(Database &database, const BlobStore &blobs, std::int64_t seq,
                                                   int limit);
/// 0 before the first event.
[[nodiscard]] Result<std::int64_t> loadLastSeq(Database &database);
[[nodiscard]] Result<void> storeLastSeq(Database &database, std::int64_t seq);

/// Calls `take` with the hash of each blob that an event's JSON refers to.
void forEachBlobIn(const QString &data, const std::function<void(const QString &)> &take);

/// Up to which events are no longer kept. Errors: Store.
[[nodiscard]] Result<std::int64_t> loadEventHorizon(Database &database);
/// Deletes events that are older, from the oldest on, at most so many, and never the newest of all; names the blobs that
/// they referred to in doomed_blob. Returns how many. Errors: Store.
[[nodiscard]] Result<int> deleteEvents(Database &database, Timestamp before, int most);

} // namespace assay::core
