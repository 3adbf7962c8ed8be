// SPDX-License-Identifier: GPL-3.0-or-later
// Content codings: gzip, for clients that take it.
#include "server/http/content_coding.h"

#include <zlib.h>

namespace assay::server {

bool takesGzip(const HttpRequest &request)
{
    const QByteArray accepted = request.header("accept-encoding").value_or(QByteArray()).toLower();
    bool any = false;
    for (const QByteArray &part : accepted.split(',')) {
        const QByteArrayList words = part.split(';');
        const QByteArray coding = words.first().trimmed();
        bool good = true;
        for (const QByteArray &word : words.sliced(1)) {
            const QByteArray weight = word.trimmed();
            if (weight.startsWith("q="))
                good = weight.mid(2).toDouble() > 0;
        }
        if (coding == "gzip")
            return good;
        any = any || (coding == "*" && good);
    }
    return any;
}

QByteArray gzipped(const QByteArray &bytes)
{
    constexpr int kGzip = 15 + 16; // a window of 32 KiB, and gzip's own head: zlib's manual, deflateInit2
    constexpr int kMemory = 8;
    z_stream stream{};
    if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray result(static_cast<qsizetype>(::deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData())); // NOLINT: it is not written to
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data()); // NOLINT
    stream.avail_out = static_cast<uInt>(result.size());
    const bool complete = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
    result.truncate(static_cast<qsizetype>(stream.total_out));
    ::deflateEnd(&stream);
    return complete ? result : QByteArray();
}

} // namespace assay::server
