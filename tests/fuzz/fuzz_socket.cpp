// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: bytes of a WebSocket's client. However they are cut into pieces, the same messages come out and the same is
// answered; messages are UTF-8 within the limit, and nothing is read behind the end. First byte: how they are cut.
#include "server/http/web_socket.h"
#include "tests/fuzz/fuzz_target.h"

#include <algorithm>

using namespace assay::server;
using assay::fuzz::require;

namespace {

constexpr qsizetype kLongest = 300;

/// What a connection would do with the bytes, taking `piece` at a time.
class Reading final : public WebSocket, private HttpStream
{
public:
    Reading(QByteArrayView bytes, qsizetype piece)
        : WebSocket(kLongest)
    {
        start(*this);
        while (!bytes.isEmpty() && !m_ended) {
            const QByteArrayView next = bytes.first(std::min(piece, bytes.size()));
            bytes = bytes.sliced(next.size());
            received(next);
        }
        if (m_ended)
            received(QByteArrayView("\x81\x80\0\0\0\0", 6)); // nobody hears of it
    }

    void drained() override {}

    QByteArrayList messages;
    QByteArray written;

private:
    void opened() override { sendText("{}"); }
    void textReceived(const QByteArray &text) override
    {
        require(!m_ended);
        require(text.size() <= kLongest);
        require(QString::fromUtf8(text).toUtf8() == text);
        messages.append(text);
    }
    void closed() override {}
    void write(const QByteArray &bytes) override
    {
        require(!m_ended);
        written += bytes;
    }
    [[nodiscard]] qint64 backlog() const override { return 0; }
    void end() override
    {
        require(!m_ended);
        m_ended = true;
    }

    bool m_ended = false;
};

/// Frames as a server writes them, all short here, as far as they do not hang on where its input was cut: a pong need not come any
/// more when the end does at the same time, and of two things that are wrong with a message either may be said.
QByteArray essenceOf(QByteArrayView written)
{
    QByteArray rest;
    while (!written.isEmpty()) {
        require(written.size() >= 2 && static_cast<unsigned char>(written[1]) < 126);
        const qsizetype length = 2 + written[1];
        require(written.size() >= length);
        const auto kind = static_cast<unsigned char>(written[0]);
        if (kind != 0x8a)
            rest += written.first(kind == 0x88 ? 1 : length);
        written = written.sliced(length);
    }
    return rest;
}

std::string frame(unsigned char first, const std::string &payload)
{
    return std::string(1, static_cast<char>(first)) + static_cast<char>(0x80U | payload.size()) + std::string(4, '\0') +
           payload;
}

} // namespace

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    const std::string ask = frame(0x81, R"({"id":1,"method":"GET","path":"/api/v1/queue"})");
    return {
        {"text", "\x01" + ask},
        {"pieces", "\x03" + frame(0x01, "{") + frame(0x00, "") + frame(0x89, "ping") + frame(0x80, "}") + ask},
        {"close", "\x05" + ask +
                      frame(0x88, "\x03\xe8"
                                  "bye") +
                      ask},
        {"binary", "\x02" + frame(0x82, "\x01\x02") + ask},
        {"utf8", "\x07" + frame(0x81, "\xc3\xa4\xf0\x9f\x98\x80") + frame(0x81, "\xff")},
        {"long", "\x09" + frame(0x01, std::string(120, 'a')) + frame(0x00, std::string(120, 'a')) +
                     frame(0x80, std::string(120, 'a'))},
        {"extended", std::string("\x04\x81\xfe\x00\xc8\x00\x00\x00\x00", 9) + std::string(200, 'x')},
        {"huge", std::string("\x04\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00", 15)},
        {"unmasked", std::string("\x06\x81\x02{}", 5)},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    const Reading whole(bytes, std::max<qsizetype>(1, bytes.size()));
    const Reading pieces(bytes, 1 + data[0] % 20);
    require(whole.messages == pieces.messages);
    // Of a client's last frame that has not come whole, one may know already that it is wrong.
    const QByteArray one = essenceOf(whole.written);
    const QByteArray other = essenceOf(pieces.written);
    require(one == other || one == other + '\x88' || other == one + '\x88');
    return 0;
}
