// SPDX-License-Identifier: GPL-3.0-or-later
// ApiSocket: the events and the operations of the API over one WebSocket.
#include "server/api/api_socket.h"

#include "core/json/json_reader.h"
#include "server/api/api_context.h"
#include "server/api/api_problem.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

constexpr qsizetype kLongestMessage = 2 * 1024 * 1024; ///< Bytes: a document of the longest, written anew.
constexpr int kMostUnderWay = 32;
constexpr int kMostSilent = 3; ///< It is asked every 15 s.

/// What a message asks for, as a request that came by itself would.
struct Asked {
    QJsonValue id;
    QByteArray method;
    QByteArray path;
    QByteArray body; ///< JSON; empty: none.
};

/// Errors: InvalidData.
Result<Asked> askedIn(const QByteArray &text)
{
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(text, &wrong);
    if (!document.isObject())
        return fail(Errc::InvalidData, "a message is an object of JSON");
    QJsonObject object = document.object();
    const QJsonValue id = object.take("id"_L1);
    if (!id.isString() && !id.isDouble())
        return fail(Errc::InvalidData, "a message has an id, a number or a text");
    const QJsonValue body = object.take("body"_L1);
    core::JsonReader in(object);
    Asked asked{.id = id, .method = in.text("method"_L1).toLatin1(), .path = in.text("path"_L1).toUtf8(), .body = {}};
    if (body.isObject())
        asked.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    else if (!body.isUndefined())
        return fail(Errc::InvalidData, "a body is an object");
    return in.finish(asked);
}

/// Visible ASCII alone, as HTTP would have it.
bool isPath(const QByteArray &path)
{
    return path.startsWith("/api/") && std::ranges::all_of(path, [](char c) { return c > ' ' && c < 127; });
}

} // namespace

ApiSocket::ApiSocket(ApiContext &context, const ApiRequest &request, std::int64_t after)
    : WebSocket(kLongestMessage)
    , m_context(context)
    , m_request(request)
    , m_after(after)
{
}

void ApiSocket::opened()
{
    const QJsonObject hello{{"type"_L1, u"hello"_s}, {"seq"_L1, qint64{m_after}}};
    sendText(QJsonDocument(hello).toJson(QJsonDocument::Compact));
    m_events = std::make_shared<EventStream>(m_context, m_request, StreamFormat::JsonLines, m_after);
    m_events->start(*this);
    ++m_context.sockets;
}

void ApiSocket::drained()
{
    if (m_events)
        m_events->drained();
}

void ApiSocket::closed()
{
    if (const auto events = std::exchange(m_events, nullptr)) {
        events->ended();
        --m_context.sockets;
    }
}

/// Each line is a message; an empty one says that time has passed.
void ApiSocket::write(const QByteArray &bytes)
{
    for (QByteArrayView rest(bytes); !rest.isEmpty();) {
        const qsizetype length = rest.indexOf('\n');
        if (length > 0)
            sendText(rest.first(length));
        rest = rest.sliced(length + 1);
    }
    if (bytes != "\n")
        return;
    m_silent = takeSign() ? 0 : m_silent + 1;
    if (m_silent >= kMostSilent)
        close(WebSocketStatus::GoingAway, "nobody answers");
    else
        ping();
}

void ApiSocket::end()
{
    close(WebSocketStatus::GoingAway, "the events end here");
}

void ApiSocket::textReceived(const QByteArray &text)
{
    const auto asked = askedIn(text);
    if (!asked)
        return reply(QJsonValue::Null, problemOf(asked.error()));
    if (m_underWay >= kMostUnderWay)
        return reply(asked->id,
                     problem(429, "rate-limited", u"so many requests are under way: wait for their answers"_s));
    if (!isPath(asked->path))
        return reply(asked->id, problem(404, "not-found", u"there is nothing at this address"_s));
    HttpRequest request{.method = asked->method,
                        .target = asked->path,
                        .minorVersion = 1,
                        .headers = {{.name = "Host", .value = m_request.http.header("host").value_or("localhost")},
                                    {.name = "Authorization", .value = "Bearer " + m_request.secret.toLatin1()}},
                        .body = asked->body,
                        .keepAlive = true,
                        .peer = m_request.http.peer};
    if (!asked->body.isEmpty())
        request.headers.append({.name = "Content-Type", .value = "application/json"});
    perform(asked->id, std::move(request));
}

void ApiSocket::perform(const QJsonValue &id, HttpRequest request)
{
    ++m_underWay;
    m_context.handle(std::move(request), [weak = weak_from_this(), id](const HttpResponse &response) {
        const auto self = weak.lock();
        if (!self)
            return;
        --self->m_underWay;
        self->reply(id, response);
    });
}

/// Nothing but JSON goes this way, and no cookies.
void ApiSocket::reply(const QJsonValue &id, const HttpResponse &response)
{
    const QByteArray type = response.header("content-type").value_or(QByteArray());
    if (response.stream || (!response.body.isEmpty() && !type.contains("json")))
        return reply(id, problem(406, "not-acceptable", u"ask for this by a request of its own"_s));
    QJsonObject object{{"type"_L1, u"reply"_s}, {"id"_L1, id}, {"status"_L1, response.status}};
    if (const auto location = response.header("location"))
        object.insert("location"_L1, QString::fromLatin1(*location));
    QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
    if (!response.body.isEmpty()) {
        text.chop(1);
        text += ",\"body\":" + response.body + '}';
    }
    sendText(text);
}

HttpResponse openSocket(ApiContext &context, const ApiRequest &request, std::int64_t after)
{
    const auto accept = webSocketAccept(request.http);
    if (!accept) {
        HttpResponse refused =
            problem(accept.error().status, "no-websocket", QString::fromLatin1(accept.error().detail));
        return std::move(refused.with("Upgrade", "websocket").with("Sec-WebSocket-Version", "13"));
    }
    HttpResponse response{.status = 101, .headers = {}, .body = {}, .stream = {}};
    response.with("Upgrade", "websocket").with("Sec-WebSocket-Accept", *accept);
    response.stream = std::make_shared<ApiSocket>(context, request, after);
    return response;
}

} // namespace assay::server
