// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: bytes of a connection. However they are cut into pieces, the same requests come out, within limits; and what
// two programs could read in two ways does not come out. First byte: how they are cut.
#include "server/http/request_parser.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

using namespace assay::server;
using assay::fuzz::require;

namespace {

constexpr HttpLimits kLimits{.head = 512, .headers = 10, .body = 1024};

/// What a connection would do with the bytes, taking `piece` at a time.
struct Reading {
    QList<HttpRequest> requests;
    int refused = 0; ///< Status; 0: it was not.

    Reading(QByteArrayView bytes, qsizetype piece)
    {
        RequestParser parser(kLimits, [](const HttpRequest &) { return qint64{1000}; });
        while (!bytes.isEmpty() && parser.state() != RequestParser::State::Refused) {
            QByteArrayView next = bytes.first(std::min(piece, bytes.size()));
            bytes = bytes.sliced(next.size());
            while (!next.isEmpty() && parser.state() != RequestParser::State::Refused) {
                const qsizetype taken = parser.feed(next);
                require(taken >= 0 && taken <= next.size());
                next = next.sliced(taken);
                if (parser.state() == RequestParser::State::Complete)
                    requests.append(parser.takeRequest());
                else
                    require(taken > 0 || parser.state() == RequestParser::State::Refused);
            }
        }
        if (parser.state() == RequestParser::State::Refused)
            refused = parser.refusal().status;
    }
};

void check(const HttpRequest &request)
{
    require(request.headers.size() <= kLimits.headers);
    require(request.body.size() <= 1000);
    qsizetype head = request.target.size();
    for (const HttpHeader &header : request.headers) {
        head += header.name.size() + header.value.size();
        require(!header.name.isEmpty() && !header.value.contains('\r') && !header.value.contains('\n') &&
                !header.value.contains('\0'));
    }
    require(head <= kLimits.head);
    require(request.countOf("content-length") <= 1);
    require(request.countOf("content-length") == 0 || request.countOf("transfer-encoding") == 0);
    require(request.countOf("host") <= 1 && (request.minorVersion == 0 || request.countOf("host") == 1));
    require(request.target.startsWith('/') || request.target == "*");
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    const std::string get = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    return {
        {"get", "\x01" + get},
        {"two", "\x03" + get + get},
        {"post", "\x05POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + get},
        {"chunked", "\x02POST /x?y=z HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n"
                    "Trailer: t\r\n\r\n" +
                        get},
        {"continue", "\x09POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}"},
        {"old", "\x07GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
        {"both", "\x04POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"upgrade", "\x06GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n" + get},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const Reading whole(bytes, std::max<qsizetype>(1, bytes.size()));
    const Reading pieces(bytes, 1 + data[0] % 40);
    require(whole.requests.size() == pieces.requests.size());
    require((whole.refused == 0) == (pieces.refused == 0));
    for (qsizetype i = 0; i < whole.requests.size(); ++i) {
        check(whole.requests.at(i));
        require(whole.requests.at(i).target == pieces.requests.at(i).target);
        require(whole.requests.at(i).headers == pieces.requests.at(i).headers);
        require(whole.requests.at(i).body == pieces.requests.at(i).body);
    }
    return 0;
}
