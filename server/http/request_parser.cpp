// SPDX-License-Identifier: GPL-3.0-or-later
// RequestParser: bytes of a connection as HTTP/1 requests, one at a time, within limits.
#include "server/http/request_parser.h"

#include <algorithm>
#include <utility>

namespace assay::server {

namespace {

constexpr int kStop = -1; ///< Tells llhttp to go no further.

bool isTchar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

/// Visible characters alone: no blanks, no control characters, nothing beyond ASCII (RFC 9112, section 3.2).
bool isTarget(QByteArrayView target)
{
    for (const char c : target) {
        if (c <= ' ' || c >= 127)
            return false;
    }
    return target.startsWith('/') || target == "*";
}

bool isToken(QByteArrayView text)
{
    for (const char c : text) {
        if (!isTchar(c))
            return false;
    }
    return !text.isEmpty();
}

} // namespace

RequestParser::RequestParser(const HttpLimits &limits, std::function<qint64(const HttpRequest &)> bodyLimit)
    : m_limits(limits)
    , m_bodyLimit(std::move(bodyLimit))
{
    llhttp_init(&m_parser, HTTP_REQUEST, &settings());
    m_parser.data = this;
}

const llhttp_settings_t &RequestParser::settings()
{
    static const llhttp_settings_t callbacks = [] {
        llhttp_settings_t made;
        llhttp_settings_init(&made);
        made.on_message_begin = onBegin;
        made.on_url = onTarget;
        made.on_header_field = onName;
        made.on_header_value = onValue;
        made.on_header_value_complete = onValueEnd;
        made.on_headers_complete = onHead;
        made.on_chunk_extension_name = onExtension;
        made.on_chunk_extension_value = onExtension;
        made.on_body = onBody;
        made.on_message_complete = onComplete;
        return made;
    }();
    return callbacks;
}

qsizetype RequestParser::feed(QByteArrayView bytes)
{
    if (m_state == State::Complete || m_state == State::Refused || bytes.isEmpty())
        return 0;
    const llhttp_errno_t said = llhttp_execute(&m_parser, bytes.data(), static_cast<size_t>(bytes.size()));
    if (m_state == State::Refused)
        return bytes.size();
    if (said == HPE_OK)
        return bytes.size();
    if (said == HPE_PAUSED || said == HPE_PAUSED_UPGRADE)
        return llhttp_get_error_pos(&m_parser) - bytes.data();
    refuse(said == HPE_INVALID_VERSION  ? 505
           : said == HPE_INVALID_METHOD ? 501
                                        : 400,
           "the request is no HTTP/1.1 message: " + QByteArray(llhttp_errno_name(said)));
    return bytes.size();
}

HttpRequest RequestParser::takeRequest()
{
    m_state = State::Idle;
    HttpRequest taken = std::exchange(m_request, {});
    llhttp_resume(&m_parser);
    return taken;
}

int RequestParser::refuse(int status, QByteArray detail)
{
    m_state = State::Refused;
    m_refusal = {.status = status, .detail = std::move(detail)};
    return kStop;
}

int RequestParser::countHead(size_t length)
{
    m_headBytes += static_cast<qsizetype>(length);
    return m_headBytes > m_limits.head ? refuse(431, "the request's head is larger than 16 KiB") : 0;
}

int RequestParser::onBegin(llhttp_t *parser)
{
    RequestParser &self = of(parser);
    self.m_state = State::Head;
    self.m_request = {};
    self.m_headBytes = 0;
    self.m_expects = false;
    return 0;
}

int RequestParser::onTarget(llhttp_t *parser, const char *at, size_t length)
{
    RequestParser &self = of(parser);
    self.m_request.target.append(at, static_cast<qsizetype>(length));
    return self.countHead(length) == 0 ? 0 : self.refuse(414, "the request's target is too long");
}

int RequestParser::onName(llhttp_t *parser, const char *at, size_t length)
{
    RequestParser &self = of(parser);
    if (self.m_state != State::Head)
        return self.countHead(length); // a trailer: it comes too late to mean anything
    QList<HttpHeader> &headers = self.m_request.headers;
    if (headers.isEmpty() || !headers.last().value.isNull()) {
        if (headers.size() >= self.m_limits.headers)
            return self.refuse(431, "the request has more than 100 headers");
        headers.append(HttpHeader{});
    }
    headers.last().name.append(at, static_cast<qsizetype>(length));
    return self.countHead(length);
}

int RequestParser::onValue(llhttp_t *parser, const char *at, size_t length)
{
    RequestParser &self = of(parser);
    if (self.m_state != State::Head)
        return self.countHead(length);
    self.m_request.headers.last().value.append(at, static_cast<qsizetype>(length));
    return self.countHead(length);
}

int RequestParser::onValueEnd(llhttp_t *parser)
{
    RequestParser &self = of(parser);
    if (self.m_state != State::Head)
        return self.countHead(4);
    QByteArray &value = self.m_request.headers.last().value;
    value = value.isNull() ? QByteArray("") : value; // it is there, and empty
    return self.countHead(4); // ": " and the line's end
}

std::optional<HttpRefusal> RequestParser::findFault() const
{
    const auto fault = [](int status, const char *detail) {
        return HttpRefusal{.status = status, .detail = QByteArray(detail)};
    };
    if (m_parser.http_major != 1 || m_request.minorVersion > 1)
        return fault(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    if (!isTarget(m_request.target))
        return fault(400, "the request's target is no path");
    for (const HttpHeader &header : m_request.headers) {
        if (!isToken(header.name))
            return fault(400, "a header has no proper name");
    }
    const qsizetype hosts = m_request.countOf("host");
    if (hosts > 1 || (hosts == 0 && m_request.minorVersion == 1))
        return fault(400, "a request has one Host header");
    const auto coding = m_request.header("transfer-encoding");
    const bool hasLength = m_request.countOf("content-length") > 0;
    if (m_request.countOf("content-length") > 1 || (coding && hasLength))
        return fault(400, "the length of the request's body is given twice");
    if (coding && m_request.minorVersion == 0)
        return fault(400, "HTTP/1.0 knows no Transfer-Encoding");
    if (coding && (m_request.countOf("transfer-encoding") > 1 || coding->compare("chunked", Qt::CaseInsensitive) != 0))
        return fault(501, "the only Transfer-Encoding here is chunked");
    if (const auto expected = m_request.header("expect");
        expected && expected->compare("100-continue", Qt::CaseInsensitive) != 0)
        return fault(417, "the only expectation that is met here is 100-continue");
    return std::nullopt;
}

int RequestParser::onHead(llhttp_t *parser)
{
    RequestParser &self = of(parser);
    HttpRequest &request = self.m_request;
    request.method = llhttp_method_name(static_cast<llhttp_method_t>(parser->method));
    request.minorVersion = parser->http_minor;
    if (const auto fault = self.findFault())
        return self.refuse(fault->status, fault->detail);
    request.keepAlive = llhttp_should_keep_alive(parser) != 0;
    const bool hasLength = request.countOf("content-length") > 0;
    const bool hasBody = (hasLength && parser->content_length > 0) || request.countOf("transfer-encoding") > 0;
    self.m_mostBody = hasBody ? std::min(self.m_limits.body, self.m_bodyLimit(request)) : 0;
    if (hasLength && parser->content_length > static_cast<uint64_t>(self.m_mostBody))
        return self.refuse(413, "the request's body is larger than is taken here");
    self.m_state = State::Body;
    self.m_expects = hasBody && request.minorVersion == 1 && request.header("expect").has_value();
    parser->upgrade = 0; // nobody is upgraded: the request is answered as what it is
    return 0;
}

int RequestParser::onExtension(llhttp_t *parser, const char * /*at*/, size_t length)
{
    return of(parser).countHead(length);
}

int RequestParser::onBody(llhttp_t *parser, const char *at, size_t length)
{
    RequestParser &self = of(parser);
    if (self.m_request.body.size() + static_cast<qint64>(length) > self.m_mostBody)
        return self.refuse(413, "the request's body is larger than is taken here");
    self.m_request.body.append(at, static_cast<qsizetype>(length));
    return 0;
}

int RequestParser::onComplete(llhttp_t *parser)
{
    of(parser).m_state = State::Complete;
    return HPE_PAUSED;
}

} // namespace assay::server
