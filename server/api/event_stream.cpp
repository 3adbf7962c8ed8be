// SPDX-License-Identifier: GPL-3.0-or-later
// The event log for clients that stay: server-sent events (WHATWG HTML, "Server-sent events"), or lines of JSON.
#include "server/api/event_stream.h"

#include "core/json/candidate_json.h"
#include "core/json/event_json.h"
#include "core/json/text.h"
#include "server/api/api_context.h"
#include "server/api/metrics.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

constexpr std::chrono::seconds kBetweenBeats{15};
constexpr qint64 kMostBacklog = 256 * 1024;
constexpr int kAtOnce = 100;
constexpr qsizetype kMostKept = 16 * 1024;
constexpr qsizetype kUsualCase = 512; ///< Of a case's JSON, without its outputs.
constexpr std::size_t kMostRecent = 256;

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
        core::Scope operator()(const core::WebhookDelivery &) const { return core::Scope::EngineRead; }
    };
    return std::visit(Needed{}, data);
}

/// About what of it is longest.
qsizetype sizeOf(const core::EventData &data)
{
    const auto ofCase = [](const core::CaseRun &run) { return run.output.size() + run.errorOutput.size(); };
    if (const auto *done = std::get_if<core::CaseDone>(&data))
        return ofCase(done->run);
    qsizetype size = 0;
    if (const auto *judgement = std::get_if<core::Judgement>(&data)) {
        for (const core::CaseRun &run : judgement->cases)
            size += kUsualCase + ofCase(run);
    }
    return size;
}

QByteArray serverSent(std::int64_t seq, const QString &type, const QByteArray &json)
{
    return "id: " + QByteArray::number(qint64{seq}) + "\nevent: " + type.toUtf8() + "\ndata: " + json + "\n\n";
}

QByteArray formatted(StreamFormat format, std::int64_t seq, const QString &type, const QJsonObject &event)
{
    const QByteArray json = QJsonDocument(event).toJson(QJsonDocument::Compact);
    return format == StreamFormat::JsonLines ? json + '\n' : serverSent(seq, type, json);
}

RecentEvent recentOf(const core::Event &event)
{
    RecentEvent recent{.seq = event.seq, .scope = scopeOf(event.data), .serverSent = {}, .line = {}};
    if (sizeOf(event.data) > kMostKept)
        return recent;
    const QByteArray json = QJsonDocument(core::toJson(event)).toJson(QJsonDocument::Compact);
    recent.serverSent = serverSent(event.seq, core::textOf(core::kEventTypeNames, event.type), json);
    recent.line = json + '\n';
    return recent;
}

} // namespace

EventHub::EventHub(core::EventBus &bus)
    : m_subscription(bus.subscribe([this](const core::Event &event) {
        // On the writer's thread; what is large in an event is shared, not copied.
        std::optional<core::SubmissionId> over;
        if (const auto *judgement = std::get_if<core::Judgement>(&event.data);
            judgement != nullptr && core::isFinal(judgement->state))
            over = judgement->submission;
        QMetaObject::invokeMethod(
            this,
            [this, event, over] {
                hear(event);
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

void EventHub::hear(const core::Event &event)
{
    if (m_streams.empty()) { // nobody is told: the next one reads from the log
        m_recent.clear();
        return;
    }
    if (!m_recent.empty() && m_recent.back().seq + 1 != event.seq)
        m_recent.clear();
    if (m_recent.size() >= kMostRecent * 2)
        m_recent.erase(m_recent.begin(), m_recent.end() - kMostRecent);
    m_recent.push_back(recentOf(event));
    const auto streams = m_streams;
    for (EventStream *stream : streams)
        stream->newEvents(event.seq);
}

std::optional<std::span<const RecentEvent>> EventHub::recentAfter(std::int64_t seq) const
{
    if (m_recent.empty() || m_recent.front().seq > seq + 1 || m_recent.back().seq < seq)
        return std::nullopt;
    const auto behind = std::span(m_recent).subspan(static_cast<std::size_t>(seq + 1 - m_recent.front().seq));
    for (const RecentEvent &event : behind) {
        if (event.serverSent.isEmpty())
            return std::nullopt;
    }
    return behind;
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
    if (m_waitsForRoom || tellRecent())
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

/// Whether there is nothing more to tell then.
bool EventStream::tellRecent()
{
    if (m_request.isCandidate() || m_check)
        return false;
    const auto recent = m_context.events.recentAfter(m_last);
    if (!recent)
        return false;
    for (const RecentEvent &event : *recent) {
        m_waitsForRoom = m_stream->backlog() > kMostBacklog;
        if (m_waitsForRoom)
            break;
        if (m_request.who->scopes.contains(event.scope))
            m_stream->write(m_format == StreamFormat::JsonLines ? event.line : event.serverSent);
        m_last = event.seq;
    }
    return true;
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

/// As its client is told of it; nothing where it is not. Errors: those of CandidateFeed.
Result<QByteArray> EventStream::tell(const core::Event &event)
{
    const QString type = core::textOf(core::kEventTypeNames, event.type);
    if (!m_feed)
        return m_request.who->scopes.contains(scopeOf(event.data))
                   ? formatted(m_format, event.seq, type, core::toJson(event))
                   : QByteArray();
    const auto told = TRY(m_feed->project(event));
    return told ? formatted(m_format, event.seq, type, core::toJson(*told)) : QByteArray();
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
            m_context.metrics.countReset();
            piece.bytes =
                formatted(m_format, piece.last, u"reset"_s, {{"type"_L1, u"reset"_s}, {"seq"_L1, qint64{piece.last}}});
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
