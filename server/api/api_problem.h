// SPDX-License-Identifier: GPL-3.0-or-later
// What a client is told when something does not work (RFC 9457).
#pragma once

#include "base/result.h"
#include "server/http/http_message.h"

namespace assay::server {

/// application/problem+json. `type` is stable: programs tell errors apart by it; `detail` is for people.
[[nodiscard]] HttpResponse problem(int status, QByteArrayView type, const QString &detail);
/// The same of an error of the engine. What is our own fault says nothing of its inside.
[[nodiscard]] HttpResponse problemOf(const Error &error);

} // namespace assay::server
