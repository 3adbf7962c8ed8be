// SPDX-License-Identifier: GPL-3.0-or-later
// The event log for clients that stay: server-sent events (WHATWG HTML, "Server-sent events"), or lines of JSON.
#pragma once

#include "core/events/event_bus.h"
#include "core/sessions/candidate_feed.h"
#include "server/api/api_route.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <vector>

namespace assay::server {

class EventStream;

enum class StreamFormat { ServerSentEvents, JsonLines };

/// An event as all are told it who may hear everything of its kind.
struct RecentEvent {
    std::int64_t seq = 0;
    core::Scope scope{}; ///< What a token must be good for.
    QByteArray serverSent; ///< Empty: too large to be kept here, it is read from the log.
    QByteArray line;
};

/// Hears of events on the bus and tells streams, and who waits for a submission. On the server's thread.
class EventHub final : public QObject
{
    Q_OBJECT

public:
    explicit EventHub(core::EventBus &bus);
    ~EventHub() override;

    void add(EventStream *stream) { m_streams.insert(stream); }
    void remove(EventStream *stream) { m_streams.erase(stream); }
    [[nodiscard]] std::size_t streamCount() const { return m_streams.size(); }
    /// Ends them all: the server stops.
    void endStreams();
    /// Those behind that one, oldest first; nothing where one of them is not kept here.
    [[nodiscard]] std::optional<std::span<const RecentEvent>> recentAfter(std::int64_t seq) const;

Q_SIGNALS:
    void judged(core::SubmissionId submission);

private:
    void hear(const core::Event &event);
    void beat();

    std::set<EventStream *> m_streams;
    std::vector<RecentEvent> m_recent; ///< Without a gap.
    QTimer m_heartbeat;
    int m_beats = 0;
    core::Subscription m_subscription;
};

/// Reads from the log what its client has not had yet, a piece at a time, and only as fast as the client reads: a slow one
/// costs no memory, and one that is too slow for the log is told to begin anew ("reset"). Who keeps up, and may hear everything, is told
/// what the hub has at hand.
class EventStream final : public HttpStreamSource, public std::enable_shared_from_this<EventStream>
{
public:
    /// After that event.
    EventStream(ApiContext &context, const ApiRequest &request, StreamFormat format, std::int64_t after);
    ~EventStream() override;

    void start(HttpStream &stream) override;
    void drained() override;
    void ended() override { m_stream = nullptr; }
    void newEvents(std::int64_t seq);
    /// Every 15 s; `whole`: each second time, an event rather than a comment, and whether the client may still listen is asked.
    void beat(bool whole);
    void end();

private:
    struct Piece {
        QByteArray bytes;
        std::int64_t last = 0;
        bool mayListen = true;
        bool again = false; ///< There may be more.
    };
    void pull();
    [[nodiscard]] bool tellRecent();
    void deliver(const Piece &piece);
    [[nodiscard]] Piece read(std::int64_t after, bool check);
    [[nodiscard]] Result<QByteArray> tell(const core::Event &event);

    ApiContext &m_context;
    ApiRequest m_request;
    StreamFormat m_format;
    std::int64_t m_last;
    std::int64_t m_newest = 0;
    std::unique_ptr<core::CandidateFeed> m_feed; ///< Used by one job at a time.
    HttpStream *m_stream = nullptr;
    bool m_busy = false;
    bool m_check = false;
    bool m_waitsForRoom = false;
};

} // namespace assay::server
