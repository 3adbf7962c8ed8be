// SPDX-License-Identifier: GPL-3.0-or-later
// The pages for browsers, as they were built into the program.
#pragma once

#include "server/http/http_message.h"

#include <optional>

namespace assay::server {

/// A file of the web client; nothing when there is none of that path ("/", "/host", "/candidate.js"). Its pages say what they may load:
/// this server's own files and nothing else. Files are compressed once, for clients that take it (`gzip`), and come with their tag.
[[nodiscard]] std::optional<HttpResponse> webFile(const QByteArray &path, bool gzip);

} // namespace assay::server
