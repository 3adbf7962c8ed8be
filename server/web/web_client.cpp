// SPDX-License-Identifier: GPL-3.0-or-later
// The pages for browsers, as they were built into the program.
#include "server/web/web_client.h"

#include "core/secrets/secrets.h"

#include <QFile>
#include <QHash>

namespace assay::server {

namespace {

struct WebFile {
    const char *path;
    const char *resource;
    const char *type;
};

constexpr auto kPage = "text/html; charset=utf-8";
constexpr auto kScript = "text/javascript; charset=utf-8";
constexpr auto kStyle = "text/css; charset=utf-8";

constexpr WebFile kFiles[] = {
    {.path = "/", .resource = "index.html", .type = kPage},
    {.path = "/host", .resource = "host.html", .type = kPage},
    {.path = "/api/docs", .resource = "docs.html", .type = kPage},
    {.path = "/candidate.js", .resource = "candidate.js", .type = kScript},
    {.path = "/host.js", .resource = "host.js", .type = kScript},
    {.path = "/docs.js", .resource = "docs.js", .type = kScript},
    {.path = "/style.css", .resource = "style.css", .type = kStyle},
    {.path = "/icon.svg", .resource = "icon.svg", .type = "image/svg+xml"},
};

QByteArray contentOf(const WebFile &file)
{
    QFile resource(QStringLiteral(":/web/") + QString::fromLatin1(file.resource));
    return resource.open(QIODevice::ReadOnly) ? resource.readAll() : QByteArray();
}

/// The editor makes its styles as it goes: they show the word that this answer's policy names.
HttpResponse page(QByteArray html)
{
    const QByteArray nonce = core::makeTokenSecret().toLatin1();
    html.replace("{{nonce}}", nonce);
    HttpResponse response;
    response.body = std::move(html);
    response.with("Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce +
                      "'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
                      "frame-ancestors 'none'");
    return response;
}

} // namespace

std::optional<HttpResponse> webFile(const QByteArray &path)
{
    for (const WebFile &file : kFiles) {
        if (path != file.path)
            continue;
        QByteArray content = contentOf(file);
        if (content.isEmpty())
            return std::nullopt; // built without it
        HttpResponse response = qstrcmp(file.type, kPage) == 0 ? page(std::move(content)) : HttpResponse();
        if (response.body.isEmpty())
            response.body = std::move(content);
        return std::move(response.with("Content-Type", file.type));
    }
    return std::nullopt;
}

} // namespace assay::server
