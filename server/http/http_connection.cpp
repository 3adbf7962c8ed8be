// SPDX-License-Identifier: GPL-3.0-or-later
// HttpConnection: one client's connection: its requests in order, its deadlines, its responses.
#include "server/http/http_connection.h"

#include <QDateTime>
#include <QLocale>
#include <QPointer>
#include <QScopedValueRollback>
#include <QSslSocket>
#include <QTimeZone>

#include <sys/socket.h>

namespace assay::server {

namespace {

constexpr qint64 kReadBuffer = 64 * 1024;
constexpr qint64 kRoom = 64 * 1024; ///< A stream may go on when less than that is still to be written.
constexpr qsizetype kUsualHead = 768;
constexpr std::chrono::milliseconds kLinger{2000}; ///< For a client to read why its connection ends.

constexpr qint64 kSlowestBody = 64 * 1024; ///< Bytes a second, behind the time that every body has.
constexpr qint64 kMostThrownAway = 2 * 1024 * 1024;

/// "Thu, 26 Nov 2026 15:00:00 GMT"; made once a second.
const QByteArray &httpDate()
{
    thread_local qint64 made = 0;
    thread_local QByteArray date;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (std::exchange(made, now) != now)
        date = QLocale::c()
                   .toString(QDateTime::fromSecsSinceEpoch(now, QTimeZone::UTC),
                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                   .toLatin1();
    return date;
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, const HttpHandler &handler, const HttpLimits &limits,
                               const HttpTimeouts &timeouts, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_tls(qobject_cast<QSslSocket *>(socket))
    , m_handler(handler)
    , m_timeouts(timeouts)
    , m_parser(limits, handler.bodyLimit)
    , m_peer(socket->peerAddress())
{
    socket->setParent(this);
    socket->setReadBufferSize(kReadBuffer);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::deadlinePassed);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::readMore);
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::bytesLeft);
    if (m_tls != nullptr)
        connect(m_tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::bytesLeft);
    connect(socket, &QTcpSocket::disconnected, this, &HttpConnection::disconnected);
    setDeadline(m_timeouts.head); // who connects has something to say
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    endStream();
}

/// Each request sets several, and hardly any passes: the timer is left to fire where a later one takes an earlier one's place,
/// and looks then.
void HttpConnection::setDeadline(std::chrono::milliseconds after)
{
    m_due = std::chrono::steady_clock::now() + after;
    if (!m_deadline.isActive() || *m_due < m_fires)
        armTimer(after);
}

/// What comes fast enough may be as large as it may be.
void HttpConnection::setBodyDeadline(qsizetype more)
{
    m_bodySize += more;
    const auto earned = std::chrono::milliseconds(m_bodySize * 1000 / kSlowestBody);
    const auto left = m_bodySince + m_timeouts.body + earned - std::chrono::steady_clock::now();
    setDeadline(std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left), std::chrono::milliseconds(0)));
}

void HttpConnection::armTimer(std::chrono::milliseconds after)
{
    m_fires = std::chrono::steady_clock::now() + after;
    m_deadline.start(after);
}

void HttpConnection::readMore()
{
    if (!m_socket->isOpen())
        return;
    if (m_stream && m_stream->listens() && !m_closing)
        return hear();
    if (m_closing || m_stream) { // what comes then is read and thrown away
        m_thrownAway += m_socket->skip(m_socket->bytesAvailable());
        if (m_thrownAway > kMostThrownAway)
            m_socket->abort();
        return;
    }
    if (m_answering || backlog() > kRoom)
        return; // it waits in the socket: its window closes
    m_unread += m_socket->readAll();
    parse();
}

/// For a stream that listens; as long as its client reads as well.
void HttpConnection::hear()
{
    const std::shared_ptr<HttpStreamSource> stream = m_stream;
    if (backlog() > kRoom)
        return; // it waits in the socket
    const QByteArray bytes = std::exchange(m_unread, {}) + m_socket->readAll();
    if (!bytes.isEmpty())
        stream->received(bytes);
}

void HttpConnection::parse()
{
    using State = RequestParser::State;
    const QScopedValueRollback parsing(m_parsing, true);
    while (!m_answering && !m_closing && !m_unread.isEmpty() && backlog() <= kRoom) {
        const qsizetype taken = m_parser.feed(m_unread);
        m_unread.remove(0, taken);
        const State state = m_parser.state();
        if (state != m_seen && state == State::Head)
            setDeadline(m_timeouts.head);
        if (state != m_seen && state == State::Body) {
            m_bodySince = std::chrono::steady_clock::now();
            m_bodySize = 0;
        }
        if (state == State::Body)
            setBodyDeadline(taken);
        m_seen = state;
        if (state == State::Refused)
            return refuse(m_parser.refusal());
        if (state == State::Body && m_parser.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        if (state == State::Complete)
            answer(m_parser.takeRequest());
        else if (taken == 0)
            return;
    }
}

void HttpConnection::answer(HttpRequest request)
{
    m_answering = true;
    m_seen = RequestParser::State::Idle;
    m_due.reset();
    m_isHead = request.method == "HEAD";
    m_isOld = request.minorVersion == 0;
    m_keepAlive = request.keepAlive;
    request.peer = m_peer;
    request.isEncrypted = m_tls != nullptr;
    m_handler.handle(std::move(request), [self = QPointer(this)](HttpResponse response) {
        if (self)
            self->send(std::move(response));
    });
}

void HttpConnection::send(HttpResponse response)
{
    if (m_closing || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    const bool streams = response.stream != nullptr;
    const bool switches = response.status == 101; // what comes then is no HTTP any more
    m_keepAlive = m_keepAlive && (!streams || switches) && !m_closing;
    QByteArray head;
    head.reserve(kUsualHead + (response.body.size() <= kRoom ? response.body.size() : 0));
    const auto line = [&head](QByteArrayView name, QByteArrayView value) {
        head.append(name).append(": ").append(value).append("\r\n"); // piece by piece: nothing else is made for it
    };
    head.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    head.append(reasonPhrase(response.status)).append("\r\n");
    for (const HttpHeader &header : std::as_const(response.headers))
        line(header.name, header.value);
    line("Date", httpDate());
    const bool hasBody = response.status >= 200 && response.status != 204 && response.status != 304;
    if (!streams && hasBody)
        line("Content-Length", QByteArray::number(response.body.size()));
    if (switches)
        line("Connection", "Upgrade");
    else if (!m_keepAlive)
        line("Connection", "close"); // a stream ends with its connection
    else if (m_isOld)
        line("Connection", "keep-alive");
    head.append("\r\n");
    if (!streams && hasBody && !m_isHead)
        head.append(response.body);
    m_socket->write(head);
    m_socket->flush(); // now, rather than when the event loop comes round
    setDeadline(m_timeouts.idle);
    if (streams && !m_isHead)
        return startStream(std::move(response.stream));
    m_answering = false;
    if (!m_keepAlive)
        return closeSoon();
    if (m_parsing)
        return; // parse() goes on
    // What came meanwhile; not from within this call, which may be anybody's.
    QMetaObject::invokeMethod(this, &HttpConnection::readMore, Qt::QueuedConnection);
}

void HttpConnection::refuse(const HttpRefusal &refusal)
{
    m_keepAlive = false;
    m_isHead = false;
    send(m_handler.refuse(refusal));
}

void HttpConnection::startStream(std::shared_ptr<HttpStreamSource> source)
{
    m_stream = std::move(source);
    m_stream->start(*this);
    if (m_stream && m_stream->listens()) // it may have begun before it was asked to
        QMetaObject::invokeMethod(this, &HttpConnection::readMore, Qt::QueuedConnection);
}

/// It may be what calls: it goes when that has returned.
void HttpConnection::endStream()
{
    const std::shared_ptr<HttpStreamSource> stream = std::exchange(m_stream, nullptr);
    if (!stream)
        return;
    stream->ended();
    QMetaObject::invokeMethod(this, [stream] {}, Qt::QueuedConnection);
}

void HttpConnection::write(const QByteArray &bytes)
{
    m_socket->write(bytes);
}

qint64 HttpConnection::backlog() const
{
    return m_socket->bytesToWrite() + (m_tls != nullptr ? m_tls->encryptedBytesToWrite() : 0);
}

void HttpConnection::end()
{
    closeSoon();
}

void HttpConnection::bytesLeft()
{
    if (m_closing)
        return sayGoodbye();
    if (m_stream || (!m_answering && m_seen == RequestParser::State::Idle))
        setDeadline(m_timeouts.idle); // it reads
    if (m_stream && backlog() < kRoom)
        m_stream->drained();
    if (m_stream && m_stream->listens())
        hear();
    else if (!m_stream && !m_answering && !m_parsing && backlog() <= kRoom)
        readMore(); // what waited until its client had read
}

/// Also of a client that reads nothing of what it is sent.
void HttpConnection::deadlinePassed()
{
    if (!m_due)
        return;
    if (const auto left = *m_due - std::chrono::steady_clock::now(); left > std::chrono::milliseconds(0))
        return armTimer(std::chrono::ceil<std::chrono::milliseconds>(left));
    const bool isLate = !m_answering && (m_seen == RequestParser::State::Head || m_seen == RequestParser::State::Body);
    if (isLate && !m_closing)
        return refuse({.status = 408, .detail = "the request did not come in time"});
    if (m_stream && backlog() == 0)
        return setDeadline(m_timeouts.idle); // there was nothing to tell
    m_socket->abort();
    disconnected();
}

void HttpConnection::finish()
{
    if (m_stream || (!m_answering && m_seen == RequestParser::State::Idle))
        closeSoon();
    else
        m_keepAlive = false;
}

void HttpConnection::closeSoon()
{
    if (std::exchange(m_closing, true))
        return;
    endStream();
    m_unread.clear();
    sayGoodbye();
    readMore();
}

/// Once everything is written, says that there is no more, and reads on for a while: a reset would take the response with it
/// (RFC 9112, section 9.6).
void HttpConnection::sayGoodbye()
{
    if (backlog() > 0)
        return setDeadline(m_timeouts.idle);
    if (m_tls != nullptr)
        m_tls->disconnectFromHost(); // says so by TLS
    else
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
    setDeadline(kLinger);
    Q_EMIT leaving(this);
}

void HttpConnection::disconnected()
{
    m_due.reset();
    m_closing = true;
    endStream();
    Q_EMIT closed(this);
}

} // namespace assay::server
