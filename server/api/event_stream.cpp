// SPDX-License-Identifier: GPL-3.0-or-later
// The event log for clients that stay: server-sent events (WHATWG HTML, "Server-sent events"), or lines of JSON.
#include "server/api/event_stream.h"

#include "core/json/candidate_json.h"
#include "core/json/event_json.h"
#include "core/json/text.h"
#include "server/api/api_context.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

constexpr std::chrono::seconds kBetweenBeats{15};
constexpr qint64 kMostBacklog = 256 * 1024;
constexpr int kAtOnce = 100;

/// What a token must be good for to hear of that.
core::Scope scopeOf(const core::EventData &data)
{
    struct Needed {
        core::Scope operator()(const core::ProblemAdded &) const { return core::Scope::ProblemsRead; }
        core::Scope operator()(const core::Submission &) const { return core::Scope::SubmissionsRead; }
        core::Scope operator()(const core::Judgement &) const { return core::Scope::SubmissionsRead; }
        core::Scope operator()(const core::CaseDone &) const { return core::Scope::SubmissionsRead; }
        core::Scope operator()(const core::Session &) const { return core::Scope::SessionsRead; }
        core::Scope operator()(const core::DocumentEdit &) const { return core::Scope::SubmissionsRead; }
        core::Scope operator()(const core::QueueRules &) const { return core::Scope::EngineRead; }
        core::Scope operator()(const core::Operation &) const { return core::Scope::EngineRead; }
        core::Scope operator()(const core::OperationLog &) const { return core::Scope::EngineRead; }
    };
    return std::visit(Needed{}, data);
}

} // namespace

EventHub::EventHub(core::EventBus &bus)
    : m_subscription(bus.subscribe([this](const core::Event &event) {
        // On the writer's thread: only what is needed goes along.
        std::optional<core::SubmissionId> over;
        if (const auto *judgement = std::get_if<core::Judgement>(&event.data);
            judgement != nullptr && core::isFinal(judgement->state))
            over = judgement->submission;
        QMetaObject::invokeMethod(
            this,
            [this, seq = event.seq, over] {
                hear(seq);
                if (over)
                    Q_EMIT judged(*over);
            },
            Qt::QueuedConnection);
    }))
{
    m_heartbeat.callOnTimeout(this, &EventHub::beat);
    m_heartbeat.start(kBetweenBeats);
}

EventHub::~EventHub()
{
    m_subscription.cancel();
}

void EventHub::hear(std::int64_t seq)
{
    const auto streams = m_streams;
    for (EventStream *stream : streams)
        stream->newEvents(seq);
}

void EventHub::beat()
{
    const bool whole = ++m_beats % 2 == 0;
    const auto streams = m_streams;
    for (EventStream *stream : streams)
        stream->beat(whole);
}

void EventHub::endStreams()
{
    const auto streams = m_streams;
    for (EventStream *stream : streams)
        stream->end();
}

EventStream::EventStream(ApiContext &context, const ApiRequest &request, StreamFormat format, std::int64_t after)
    : m_context(context)
    , m_request(request)
    , m_format(format)
    , m_last(after)
{
}

EventStream::~EventStream()
{
    m_context.events.remove(this);
}

void EventStream::start(HttpStream &stream)
{
    m_stream = &stream;
    m_context.events.add(this);
    if (m_format == StreamFormat::ServerSentEvents)
        stream.write("retry: 2000\n\n");
    pull();
}

void EventStream::drained()
{
    if (m_waitsForRoom)
        pull();
}

void EventStream::newEvents(std::int64_t seq)
{
    m_newest = seq;
    pull();
}

void EventStream::beat(bool whole)
{
    if (m_stream == nullptr || m_stream->backlog() > kMostBacklog)
        return;
    if (m_format == StreamFormat::JsonLines)
        m_stream->write("\n");
    else
        m_stream->write(whole ? QByteArray("event: heartbeat\ndata: {}\n\n") : QByteArray(":\n\n"));
    if (whole) {
        m_check = true;
        pull();
    }
}

void EventStream::end()
{
    if (m_stream != nullptr)
        std::exchange(m_stream, nullptr)->end();
}

void EventStream::pull()
{
    if (m_busy || m_stream == nullptr)
        return;
    m_waitsForRoom = m_stream->backlog() > kMostBacklog;
    if (m_waitsForRoom)
        return;
    m_busy = true;
    // It is kept alive by the job, and let go of on the server's thread.
    m_context.pool.start([self = shared_from_this(), after = m_last, check = std::exchange(m_check, false)]() mutable {
        Piece piece = self->read(after, check);
        EventHub *hub = &self->m_context.events;
        QMetaObject::invokeMethod(
            hub, [self = std::move(self), piece = std::move(piece)] { self->deliver(piece); }, Qt::QueuedConnection);
    });
}

void EventStream::deliver(const Piece &piece)
{
    m_busy = false;
    if (m_stream == nullptr)
        return;
    m_last = piece.last;
    if (!piece.bytes.isEmpty())
        m_stream->write(piece.bytes);
    if (!piece.mayListen)
        return end();
    if (piece.again || m_newest > m_last || m_check)
        pull();
}

QByteArray EventStream::format(std::int64_t seq, QStringView type, const QJsonObject &event) const
{
    const QByteArray json = QJsonDocument(event).toJson(QJsonDocument::Compact);
    if (m_format == StreamFormat::JsonLines)
        return json + '\n';
    return "id: " + QByteArray::number(seq) + "\nevent: " + type.toUtf8() + "\ndata: " + json + "\n\n";
}

/// As its client is told of it; nothing where it is not. Errors: those of CandidateFeed.
Result<QByteArray> EventStream::tell(const core::Event &event)
{
    const QString type = core::textOf(core::kEventTypeNames, event.type);
    if (!m_feed)
        return m_request.who->scopes.contains(scopeOf(event.data)) ? format(event.seq, type, core::toJson(event))
                                                                   : QByteArray();
    const auto told = TRY(m_feed->project(event));
    return told ? format(event.seq, type, core::toJson(*told)) : QByteArray();
}

/// On a thread of the pool.
EventStream::Piece EventStream::read(std::int64_t after, bool check)
{
    Piece piece{.bytes = {}, .last = after, .mayListen = true, .again = false};
    core::Store &store = m_context.engine.store();
    if (check && !m_context.engine.accounts().authenticate(m_request.secret)) {
        piece.mayListen = false;
        return piece;
    }
    const auto events = store.eventsAfter(after, kAtOnce);
    if (!events) {
        if (events.error().code == Errc::NotFound) { // too old: it reads the present state, and goes on from there
            piece.last = store.lastSeq().value_or(after);
            piece.bytes = format(piece.last, u"reset", {{"type"_L1, u"reset"_s}, {"seq"_L1, qint64{piece.last}}});
        } else {
            piece.mayListen = false;
        }
        return piece;
    }
    if (m_request.isCandidate() && !m_feed) {
        const auto session = store.sessionOf(*m_request.who->participant);
        if (!session) {
            piece.mayListen = false;
            return piece;
        }
        m_feed = std::make_unique<core::CandidateFeed>(store, *session, *m_request.who->participant);
    }
    for (const core::Event &event : *events) {
        const auto told = tell(event);
        if (!told) { // its client comes again, and asks for this one
            piece.mayListen = false;
            return piece;
        }
        piece.bytes += *told;
        piece.last = event.seq;
    }
    piece.again = events->size() == kAtOnce;
    return piece;
}

} // namespace assay::server
