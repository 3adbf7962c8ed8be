// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of logs: a line each.
#pragma once

#include "core/logs/log_record.h"

#include <QByteArray>

namespace assay::core {

/// {"time": "…Z", "level": "info", "category": "assay.engine", "message": "…"} and a line feed.
[[nodiscard]] QByteArray toJsonLine(const LogRecord &record);

} // namespace assay::core
