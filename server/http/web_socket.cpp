// SPDX-License-Identifier: GPL-3.0-or-later
// WebSocket: messages both ways over a connection that began as HTTP (RFC 6455).
#include "server/http/web_socket.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cstring>

#include <wslay/wslay.h>

namespace assay::server {

namespace {

/// Whether a header that is a list has that word.
bool hasWord(const HttpRequest &request, QByteArrayView name, QByteArrayView word)
{
    for (const HttpHeader &header : request.headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &part : header.value.split(',')) {
            if (part.trimmed().compare(word, Qt::CaseInsensitive) == 0)
                return true;
        }
    }
    return false;
}

bool isKey(const QByteArray &key)
{
    constexpr qsizetype kLength = 24; // of 16 bytes, with what fills them up
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return key.size() == kLength && decoded && decoded.decoded.size() == 16;
}

const std::uint8_t *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const std::uint8_t *>(view.data());
}

} // namespace

std::expected<QByteArray, HttpRefusal> webSocketAccept(const HttpRequest &request)
{
    const auto refusal = [](int status, const char *detail) {
        return std::unexpected(HttpRefusal{.status = status, .detail = QByteArray(detail)});
    };
    if (!hasWord(request, "upgrade", "websocket") || !hasWord(request, "connection", "upgrade"))
        return refusal(426, "this address is for a WebSocket");
    if (request.header("sec-websocket-version") != "13")
        return refusal(426, "the WebSocket protocol is spoken here in its version 13");
    const QByteArray key = request.header("sec-websocket-key").value_or(QByteArray());
    if (request.method != "GET" || request.minorVersion != 1 || !request.body.isEmpty() ||
        request.countOf("sec-websocket-key") != 1 || !isKey(key))
        return refusal(400, "the WebSocket's handshake is not whole");
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}

/// What the framing library calls. Messages are put together here, so that one in a million pieces takes no more than its bytes.
struct WebSocket::Callbacks {
    static WebSocket &of(void *self) { return *static_cast<WebSocket *>(self); }

    static ssize_t receive(wslay_event_context *context, std::uint8_t *to, std::size_t size, int /*flags*/, void *self)
    {
        QByteArrayView &input = of(self).m_input;
        if (input.isEmpty()) {
            wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
            return -1;
        }
        const qsizetype taken = std::min(static_cast<qsizetype>(size), input.size());
        std::memcpy(to, input.data(), static_cast<std::size_t>(taken));
        input = input.sliced(taken);
        return taken;
    }

    static ssize_t send(wslay_event_context * /*context*/, const std::uint8_t *from, std::size_t size, int /*flags*/,
                        void *self)
    {
        if (of(self).m_stream != nullptr)
            of(self).m_stream->write(QByteArray(reinterpret_cast<const char *>(from), static_cast<qsizetype>(size)));
        return static_cast<ssize_t>(size);
    }

    static void frameBegins(wslay_event_context * /*context*/, const wslay_event_on_frame_recv_start_arg *frame,
                            void *self)
    {
        of(self).m_inControl = wslay_is_ctrl_frame(frame->opcode);
    }

    static void pieceCame(wslay_event_context * /*context*/, const wslay_event_on_frame_recv_chunk_arg *piece,
                          void *self)
    {
        of(self).take({piece->data, static_cast<qsizetype>(piece->data_length)});
    }

    static void messageCame(wslay_event_context * /*context*/, const wslay_event_on_msg_recv_arg *message, void *self)
    {
        if (of(self).m_stream == nullptr)
            return;
        if (message->opcode == WSLAY_TEXT_FRAME)
            of(self).textReceived(std::exchange(of(self).m_message, {}));
        else if (message->opcode == WSLAY_BINARY_FRAME)
            of(self).close(WebSocketStatus::Unsupported, "messages here are text");
    }
};

WebSocket::WebSocket(qsizetype longestMessage)
    : m_longest(longestMessage)
{
    constexpr wslay_event_callbacks kCallbacks{.recv_callback = Callbacks::receive,
                                               .send_callback = Callbacks::send,
                                               .genmask_callback = nullptr,
                                               .on_frame_recv_start_callback = Callbacks::frameBegins,
                                               .on_frame_recv_chunk_callback = Callbacks::pieceCame,
                                               .on_frame_recv_end_callback = nullptr,
                                               .on_msg_recv_callback = Callbacks::messageCame};
    if (wslay_event_context_server_init(&m_context, &kCallbacks, this) != 0)
        qFatal("no memory");
    wslay_event_config_set_no_buffering(m_context, 1);
    wslay_event_config_set_max_recv_msg_length(m_context, static_cast<std::uint64_t>(longestMessage));
}

WebSocket::~WebSocket()
{
    wslay_event_context_free(m_context);
}

void WebSocket::start(HttpStream &stream)
{
    m_stream = &stream;
    opened();
}

void WebSocket::received(QByteArrayView bytes)
{
    if (m_stream == nullptr)
        return;
    m_sign = true;
    m_input = bytes;
    // What is wrong is answered by the library, with a frame that closes.
    if (wslay_event_recv(m_context) != 0)
        wslay_event_shutdown_read(m_context);
    m_input = {};
    flush();
}

void WebSocket::take(QByteArrayView piece)
{
    if (m_inControl || m_stream == nullptr)
        return;
    if (m_message.size() + piece.size() > m_longest) // of several frames: the library knows of each alone
        return close(WebSocketStatus::TooBig, "the message is too long");
    m_message.append(piece);
}

void WebSocket::ended()
{
    m_stream = nullptr;
    closed();
}

void WebSocket::sendText(QByteArrayView text)
{
    queue(WSLAY_TEXT_FRAME, text);
}

void WebSocket::ping()
{
    queue(WSLAY_PING, {});
}

void WebSocket::queue(std::uint8_t opcode, QByteArrayView payload)
{
    if (m_stream == nullptr)
        return;
    const wslay_event_msg message{
        .opcode = opcode, .msg = bytesOf(payload), .msg_length = static_cast<std::size_t>(payload.size())};
    if (wslay_event_queue_msg(m_context, &message) == 0)
        flush();
}

void WebSocket::close(WebSocketStatus status, QByteArrayView reason)
{
    if (m_stream == nullptr)
        return;
    wslay_event_queue_close(m_context, static_cast<std::uint16_t>(status), bytesOf(reason),
                            static_cast<std::size_t>(reason.size()));
    wslay_event_shutdown_read(m_context);
    flush();
}

/// Writes what is to be written; the connection ends behind a frame that closes it.
void WebSocket::flush()
{
    const bool failed = wslay_event_send(m_context) != 0;
    if (failed || wslay_event_get_close_sent(m_context) != 0 || wslay_event_get_read_enabled(m_context) == 0) {
        if (HttpStream *stream = std::exchange(m_stream, nullptr); stream != nullptr)
            stream->end();
    }
}

} // namespace assay::server
