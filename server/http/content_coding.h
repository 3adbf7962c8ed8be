// SPDX-License-Identifier: GPL-3.0-or-later
// Content codings: gzip, for clients that take it (RFC 9110, section 8.4).
#pragma once

#include "server/http/http_message.h"

namespace assay::server {

/// Whether the request's Accept-Encoding has gzip, or anything, and not with q=0.
[[nodiscard]] bool takesGzip(const HttpRequest &request);
/// Of no text; empty when it could not be made.
[[nodiscard]] QByteArray gzipped(const QByteArray &bytes);

} // namespace assay::server
