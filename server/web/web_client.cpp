// SPDX-License-Identifier: GPL-3.0-or-later
// The pages for browsers, as they were built into the program.
#include "server/web/web_client.h"

#include "core/secrets/secrets.h"
#include "server/http/content_coding.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>

namespace assay::server {

namespace {

/// A page is the same frame for each of them, with a script of its own.
struct WebPage {
    const char *path;
    const char *title;
    const char *script;
};

struct WebFile {
    const char *path;
    const char *type;
};

constexpr WebPage kPages[] = {
    {.path = "/", .title = "Assay", .script = "candidate.js"},
    {.path = "/host", .title = "Assay: host", .script = "host.js"},
    {.path = "/api/docs", .title = "Assay: API", .script = "docs.js"},
};

constexpr auto kScript = "text/javascript; charset=utf-8";

constexpr WebFile kFiles[] = {
    {.path = "/candidate.js", .type = kScript},     {.path = "/host.js", .type = kScript},
    {.path = "/docs.js", .type = kScript},          {.path = "/style.css", .type = "text/css; charset=utf-8"},
    {.path = "/icon.svg", .type = "image/svg+xml"},
};

/// Empty: built without it.
QByteArray resource(const QByteArray &name)
{
    QFile file(QStringLiteral(":/web/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The editor makes its styles as it goes: they show the word that this answer's policy names.
HttpResponse response(const WebPage &page)
{
    const QByteArray nonce = core::makeTokenSecret().toLatin1();
    HttpResponse response;
    response.body = resource("page.html")
                        .replace("{{nonce}}", nonce)
                        .replace("{{title}}", page.title)
                        .replace("{{script}}", page.script);
    response.with("Content-Type", "text/html; charset=utf-8");
    response.with("Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
                      "'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
                      "frame-ancestors 'none'");
    return response;
}

HttpResponse made(const WebFile &file, bool gzip)
{
    HttpResponse response;
    response.body = resource(QByteArray(file.path).mid(1));
    QByteArray tag = QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).first(16).toHex();
    response.with("Content-Type", file.type).with("Vary", "Accept-Encoding");
    if (gzip) {
        response.body = gzipped(response.body);
        response.with("Content-Encoding", "gzip");
        tag += "-gzip";
    }
    response.with("ETag", '"' + tag + '"');
    return response;
}

/// As they are sent, plain and compressed: they are the same as long as the program runs.
const QHash<QByteArray, HttpResponse> &files(bool gzip)
{
    const auto all = [](bool packed) {
        QHash<QByteArray, HttpResponse> files;
        for (const WebFile &file : kFiles)
            files.insert(file.path, made(file, packed));
        return files;
    };
    static const QHash<QByteArray, HttpResponse> plain = all(false);
    static const QHash<QByteArray, HttpResponse> packed = all(true);
    return gzip ? packed : plain;
}

} // namespace

std::optional<HttpResponse> webFile(const QByteArray &path, bool gzip)
{
    for (const WebPage &page : kPages) {
        if (path == page.path)
            return response(page);
    }
    const auto found = files(gzip).constFind(path);
    return found != files(gzip).cend() ? std::optional(*found) : std::nullopt;
}

} // namespace assay::server
