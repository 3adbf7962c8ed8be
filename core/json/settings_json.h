// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of settings, for reports.
#pragma once

#include "core/settings/settings.h"

#include <QByteArray>

namespace assay::core {

/// {"file", "errors", "settings": [{"key", "value", "source", "fallback", "allowed", "environment", "what"}]}, one line.
[[nodiscard]] QByteArray toJsonLine(const Settings &settings);

} // namespace assay::core
