// SPDX-License-Identifier: GPL-3.0-or-later
// ApiServer: the API over HTTP: who may ask, which operation it is, and its answer.
#include "server/api/api_server.h"

#include "core/log_categories.h"
#include "server/api/api_problem.h"
#include "server/api/browser_login.h"
#include "server/api/own_tls.h"
#include "server/http/content_coding.h"
#include "server/web/web_client.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace assay::server {

namespace {

/// As many durable writes are under way at once: they are committed together.
constexpr int kThreads = 64;
constexpr qint64 kUnknownBody = 64 * 1024;

QByteArray pathOf(const QByteArray &target)
{
    return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
}

QUrlQuery queryOf(const QByteArray &target)
{
    const qsizetype at = target.indexOf('?');
    return at < 0 ? QUrlQuery() : QUrlQuery(QString::fromLatin1(target.mid(at + 1)));
}

/// "localhost" of "localhost:8080", "::1" of "[::1]:8080".
QByteArray nameOf(const QByteArray &host)
{
    if (host.startsWith('['))
        return host.mid(1, host.indexOf(']') - 1);
    return host.left(host.indexOf(':') < 0 ? host.size() : host.indexOf(':'));
}

std::optional<QString> bearerOf(const HttpRequest &request)
{
    const QByteArray given = request.header("authorization").value_or(QByteArray());
    if (given.left(7).toLower() != "bearer ")
        return std::nullopt;
    return QString::fromLatin1(given.mid(7).trimmed());
}

/// The first of what counts: a token, a ticket where the operation takes one, a cookie.
void findSecret(ApiRequest &request, const ApiRoute &route, Tickets &tickets)
{
    if (const auto bearer = bearerOf(request.http)) {
        request.secret = *bearer;
    } else if (route.access.tickets && request.query.hasQueryItem(u"ticket"_s)) {
        request.secret = tickets.redeem(request.query.queryItemValue(u"ticket"_s)).value_or(QString());
    } else if (const auto cookie = cookieOf(request.http, kAccessCookie)) {
        request.secret = *cookie;
        request.byCookie = true;
    }
}

/// Compressed where that is worth it and its client takes it; another form has another tag.
void tagAndCompress(HttpResponse &response, const HttpRequest &request)
{
    constexpr qsizetype kWorthIt = 1024;
    QByteArray tag = QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).first(16).toHex();
    if (response.body.size() >= kWorthIt) {
        response.with("Vary", "Accept-Encoding");
        if (QByteArray packed = takesGzip(request) ? gzipped(response.body) : QByteArray(); !packed.isEmpty()) {
            response.body = std::move(packed);
            response.with("Content-Encoding", "gzip");
            tag += "-gzip";
        }
    }
    response.with("ETag", '"' + tag + '"');
}

void tellRate(HttpResponse &response, const RateState &rate)
{
    if (rate.limit == 0)
        return;
    response.with("RateLimit-Limit", QByteArray::number(rate.limit))
        .with("RateLimit-Remaining", QByteArray::number(rate.remaining))
        .with("RateLimit-Reset", QByteArray::number(rate.resetSeconds));
}

/// Whether a page is of another site. The same host by TLS is a proxy's before this server.
bool isForeign(const QByteArray &origin, const QByteArray &host)
{
    return origin != "http://" + host && origin != "https://" + host;
}

/// What a browser asks for before it lets that origin's page read the answer (WHATWG Fetch, "CORS protocol").
void admitOrigin(HttpResponse &response, const QByteArray &origin)
{
    response.with("Access-Control-Allow-Origin", origin)
        .with("Vary", "Origin")
        .with("Access-Control-Expose-Headers",
              "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After");
    if (response.status == 204 && response.has("Allow"))
        response.with("Access-Control-Allow-Methods", *response.header("Allow"))
            .with("Access-Control-Allow-Headers",
                  "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID")
            .with("Access-Control-Max-Age", "600");
}

} // namespace

ApiServer::ApiServer(core::Engine &engine, const Clock &clock, ApiServerOptions options)
    : m_options(std::move(options))
    , m_tickets(clock)
    , m_events(engine.events())
    , m_metrics(engine.events())
    , m_webhooks(engine.store(), engine.events(), m_pool, clock, m_options.webhooks)
    , m_context{.engine = engine,
                .events = m_events,
                .pool = m_pool,
                .tickets = m_tickets,
                .webhooks = m_webhooks,
                .metrics = m_metrics,
                .handle = [this](HttpRequest request,
                                 Respond respond) { handle(std::move(request), std::move(respond)); },
                .dev = m_options.dev,
                .draining = false,
                .requests = 0,
                .sockets = 0}
    , m_rates(clock, m_options.requestsPerMinute)
    , m_http(HttpHandler{.bodyLimit = [this](const HttpRequest &request) { return bodyLimit(request); },
                         .handle = [this](HttpRequest request,
                                          Respond respond) { handle(std::move(request), std::move(respond)); },
                         .refuse =
                             [](const HttpRefusal &refusal) {
                                 return finished(
                                     problem(refusal.status, "bad-request", QString::fromLatin1(refusal.detail)), {});
                             }},
             m_options.http)
{
    m_pool.setMaxThreadCount(kThreads);
    connect(&m_http, &HttpServer::drained, this, &ApiServer::drained);
    connect(&m_events, &EventHub::judged, this, [this](core::SubmissionId submission) {
        const QList<quint64> waiting = m_waitingFor.values(submission);
        for (const quint64 key : waiting)
            endWait(key);
    });
}

ApiServer::~ApiServer()
{
    m_webhooks.stop();
    m_events.endStreams();
    m_pool.waitForDone();
    // What the pool made still goes to whom it is for: streams end on this thread, while there is something to end in.
    QCoreApplication::sendPostedEvents(this);
    QCoreApplication::sendPostedEvents(&m_events);
}

Result<void> ApiServer::listen()
{
    return m_http.listen(m_options.address, m_options.port);
}

QString ApiServer::url() const
{
    return urlAt(m_options.address);
}

QStringList ApiServer::urls() const
{
    QStringList urls;
    for (const QHostAddress &address : addressesOf(m_options.address))
        urls.append(urlAt(address));
    return urls;
}

QString ApiServer::urlAt(const QHostAddress &address) const
{
    QUrl url;
    url.setScheme(m_options.http.tls ? u"https"_s : u"http"_s);
    url.setHost(address.toString());
    url.setPort(m_http.port());
    return url.toString();
}

void ApiServer::finish()
{
    m_context.draining = true;
    const QList<quint64> waiting = m_waiting.keys();
    for (const quint64 key : waiting)
        endWait(key);
    m_events.endStreams();
    m_http.finish();
}

/// What is large is not even taken in from those who may not send it.
qint64 ApiServer::bodyLimit(const HttpRequest &request) const
{
    const RouteMatch match = matchRoute(request.method, pathOf(request.target));
    if (match.route == nullptr || match.route->mostBody <= kLargeBody)
        return match.route != nullptr ? match.route->mostBody : kUnknownBody;
    const QString secret = bearerOf(request).value_or(cookieOf(request, kAccessCookie).value_or(QString()));
    if (secret.isEmpty())
        return kUnknownBody;
    const auto who = m_context.engine.accounts().authenticate(secret);
    return who && match.route->access.admits(*who) ? match.route->mostBody : kUnknownBody;
}

/// A page of another site whose name was made to lead here is not to get in (DNS rebinding).
bool ApiServer::isOwnHost(const QByteArray &host) const
{
    const QString name = QString::fromLatin1(nameOf(host)).toLower();
    if (name == u"localhost" || m_options.hosts.contains(name, Qt::CaseInsensitive))
        return true;
    return !QHostAddress(name).isNull(); // nobody's name leads to a number
}

std::optional<HttpResponse> ApiServer::refuse(const HttpRequest &request)
{
    const QByteArray host = request.header("host").value_or(QByteArray());
    if (host.isEmpty() || host != m_knownHost) { // nearly all come for the same one
        if (!isOwnHost(host))
            return problem(421, "wrong-host", u"this server is not called by that name; --host adds one"_s);
        m_knownHost = host;
    }
    if (const auto origin = request.header("origin");
        origin && isForeign(*origin, host) && !m_options.origins.contains(*origin))
        return problem(403, "wrong-origin", u"pages of other sites may not ask here; --origin allows one"_s);
    return std::nullopt;
}

void ApiServer::handle(HttpRequest request, Respond respond)
{
    ++m_context.requests;
    if (auto refused = refuse(request))
        return respond(finished(*std::move(refused), request));
    const QByteArray origin = request.header("origin").value_or(QByteArray());
    if (origin.isEmpty() || !isForeign(origin, request.header("host").value_or(QByteArray())))
        return route(std::move(request), respond);
    request.headers.removeIf([](const HttpHeader &header) { // by a token alone
        return header.name.compare("cookie", Qt::CaseInsensitive) == 0;
    });
    route(std::move(request), [origin, respond = std::move(respond)](HttpResponse response) {
        admitOrigin(response, origin);
        respond(std::move(response));
    });
}

void ApiServer::route(HttpRequest request, const Respond &respond)
{
    const QByteArray path = pathOf(request.target);
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (auto file = reads ? webFile(path, takesGzip(request)) : std::nullopt)
        return respond(finished(*std::move(file), request));
    RouteMatch match = matchRoute(request.method, path);
    if (match.methods.isEmpty() && request.target != "*")
        return respond(finished(problem(404, "not-found", u"there is nothing at this address"_s), request));
    if (match.route == nullptr) {
        HttpResponse response = request.method == "OPTIONS"
                                    ? HttpResponse{.status = 204, .headers = {}, .body = {}, .stream = {}}
                                    : problem(405, "wrong-method", u"this address does not know that method"_s);
        match.methods.append("OPTIONS");
        return respond(finished(std::move(response.with("Allow", match.methods.join(", "))), request));
    }
    ApiRequest admitted{.http = std::move(request),
                        .path = std::move(match.path),
                        .query = {},
                        .secret = {},
                        .byCookie = false,
                        .who = {}};
    admitted.query = queryOf(admitted.http.target);
    run(*match.route, std::move(admitted), respond);
}

void ApiServer::run(const ApiRoute &route, ApiRequest request, Respond respond)
{
    if (route.isQuick)
        return respond(finished(perform(route, request).response, request.http));
    m_pool.start([this, &route, request = std::move(request), respond = std::move(respond)]() mutable {
        ApiReply reply = perform(route, request);
        reply.response = finished(std::move(reply.response), request.http);
        QMetaObject::invokeMethod(
            this,
            [this, &route, request = std::move(request), reply = std::move(reply),
             respond = std::move(respond)]() mutable {
                if (reply.waitFor && !m_context.draining)
                    return wait(route, std::move(request), reply, std::move(respond));
                respond(std::move(reply.response));
            },
            Qt::QueuedConnection);
    });
}

/// Errors: those of the operation.
Result<ApiReply> ApiServer::answer(const ApiRoute &route, const ApiRequest &request)
{
    if (!route.access.everybody && !request.who)
        return problem(401, "unauthorized", u"show a token: Authorization: Bearer …"_s);
    if (!route.access.everybody && !route.access.admits(*request.who))
        return problem(403, "forbidden", u"the token is not good for this"_s);
    if (request.byCookie && request.who && !isOfOwnPage(request.http, request.secret))
        return problem(403, "forbidden", u"a page shows the word that it was given: X-CSRF-Token"_s);
    return route.handler(m_context, request);
}

/// On a thread of the pool. In this order: who it is, how often they ask, whether they may.
ApiReply ApiServer::perform(const ApiRoute &route, ApiRequest &request)
{
    core::AccountService &accounts = m_context.engine.accounts();
    if (!request.who && !route.isQuick)
        findSecret(request, route, m_tickets);
    if (!request.secret.isEmpty()) {
        const auto who = accounts.authenticate(request.secret);
        if (who)
            request.who = *who;
        else if (who.error().code != Errc::Permission)
            return problemOf(who.error());
    }
    const RateState rate = m_rates.isLimited() ? m_rates.take(request.caller()) : RateState{};
    if (!rate.allowed) {
        HttpResponse refused = problem(429, "rate-limited", u"too many requests: wait a little"_s);
        tellRate(refused, rate);
        return std::move(refused.with("Retry-After", QByteArray::number(std::max(1, rate.resetSeconds / 10))));
    }
    Result<ApiReply> reply = answer(route, request);
    if (!reply) {
        const HttpResponse said = problemOf(reply.error());
        if (said.status == 500)
            qCWarning(core::lcEngine, "%s: %s", route.name, reply.error().describe().c_str());
        reply = said;
    }
    tellRate(reply->response, rate);
    return *std::move(reply);
}

void ApiServer::wait(const ApiRoute &route, ApiRequest request, const ApiReply &reply, Respond respond)
{
    const quint64 key = ++m_lastWait;
    const core::SubmissionId submission = *reply.waitFor;
    request.query.removeAllQueryItems(u"wait"_s); // the next answer counts, whatever it is
    m_waiting.insert(key, {.request = std::move(request), .route = &route, .respond = std::move(respond)});
    m_waitingFor.insert(submission, key);
    QTimer::singleShot(reply.wait, this, [this, key] { endWait(key); });
    // It may have ended since it was looked at.
    m_pool.start([this, key, submission] {
        const auto judgement = m_context.engine.store().currentJudgement(submission);
        if (!judgement || core::isFinal(judgement->state))
            QMetaObject::invokeMethod(this, [this, key] { endWait(key); }, Qt::QueuedConnection);
    });
}

void ApiServer::endWait(quint64 key)
{
    const auto found = m_waiting.find(key);
    if (found == m_waiting.end())
        return;
    Waiting waiting = std::move(*found);
    m_waiting.erase(found);
    m_waitingFor.removeIf([key](const auto &entry) { return entry.value() == key; });
    run(*waiting.route, std::move(waiting.request), std::move(waiting.respond));
}

/// With what every response has.
HttpResponse ApiServer::finished(HttpResponse response, const HttpRequest &request)
{
    const bool isDocument =
        response.status == 200 && !response.stream && (request.method == "GET" || request.method == "HEAD");
    // Made once: every response has them.
    static const HttpHeader usual[] = {
        {.name = "X-Content-Type-Options", .value = "nosniff"},
        {.name = "Referrer-Policy", .value = "no-referrer"},
        {.name = "Cross-Origin-Resource-Policy", .value = "same-origin"},
    };
    static const HttpHeader policy{.name = "Content-Security-Policy",
                                   .value = "default-src 'none'; frame-ancestors 'none'"};
    static const HttpHeader cached{.name = "Cache-Control", .value = "private, no-cache"};
    static const HttpHeader uncached{.name = "Cache-Control", .value = "no-store"};
    response.headers.reserve(response.headers.size() + std::ssize(usual) + 3); // those, and the tag
    for (const HttpHeader &header : usual)
        response.headers.append(header);
    if (!response.has(policy.name))
        response.headers.append(policy);
    response.headers.append(isDocument ? cached : uncached);
    if (!isDocument)
        return response;
    if (!response.has("ETag"))
        tagAndCompress(response, request);
    const QByteArray known = request.header("if-none-match").value_or(QByteArray());
    if (known == "*" || known.contains(*response.header("ETag"))) {
        response.status = 304;
        response.body.clear();
    }
    return response;
}

} // namespace assay::server
