// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP requests and responses as values (RFC 9110).
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>

#include <memory>
#include <optional>

namespace assay::server {

struct HttpHeader {
    QByteArray name; ///< As it came; compared without regard to case.
    QByteArray value;

    bool operator==(const HttpHeader &) const = default;
};

/// The value of the first header of that name; nothing when there is none.
[[nodiscard]] inline std::optional<QByteArray> firstOf(const QList<HttpHeader> &headers, QByteArrayView name)
{
    for (const HttpHeader &header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return std::nullopt;
}

struct HttpRequest {
    QByteArray method; ///< "GET"
    QByteArray target; ///< Path and query, encoded: "/api/v1/queue?limit=5".
    int minorVersion = 1; ///< Of HTTP/1.
    QList<HttpHeader> headers;
    QByteArray body;
    bool keepAlive = true;
    QHostAddress peer;
    bool isEncrypted = false; ///< It came by TLS.

    /// The first of that name; nothing when there is none.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const { return firstOf(headers, name); }
    [[nodiscard]] qsizetype countOf(QByteArrayView name) const
    {
        qsizetype count = 0;
        for (const HttpHeader &header : headers)
            count += header.name.compare(name, Qt::CaseInsensitive) == 0 ? 1 : 0;
        return count;
    }
};

/// What a response goes on with after its head, for as long as it lasts; lives on the server's thread.
class HttpStream;

/// Takes over a connection once the head of its response is written.
class HttpStreamSource
{
public:
    virtual ~HttpStreamSource() = default;
    /// On the server's thread, as the rest. `stream` is there until `ended`.
    virtual void start(HttpStream &stream) = 0;
    /// What was written has mostly left: there is room for more.
    virtual void drained() = 0;
    /// The connection is over: `stream` is not to be used any more.
    virtual void ended() = 0;
    /// Whether it wants what the client goes on to send.
    [[nodiscard]] virtual bool listens() const { return false; }
    /// Of a source that listens; nothing comes while much of what it wrote has not left.
    virtual void received(QByteArrayView /*bytes*/) {}
};

class HttpStream
{
public:
    virtual ~HttpStream() = default;
    virtual void write(const QByteArray &bytes) = 0;
    /// Not yet given to the kernel.
    [[nodiscard]] virtual qint64 backlog() const = 0;
    virtual void end() = 0;
};

struct HttpResponse {
    int status = 200;
    QList<HttpHeader> headers; ///< Without those about length, connection and date.
    QByteArray body;
    std::shared_ptr<HttpStreamSource> stream; ///< Instead of a body.

    [[nodiscard]] bool has(QByteArrayView name) const { return header(name).has_value(); }
    /// The first of that name; nothing when there is none.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const { return firstOf(headers, name); }
    HttpResponse &with(QByteArray name, QByteArray value)
    {
        headers.append({.name = std::move(name), .value = std::move(value)});
        return *this;
    }
};

/// "Not Found"; "Unknown" for a status that is not used here.
[[nodiscard]] QByteArray reasonPhrase(int status);

} // namespace assay::server
