// SPDX-License-Identifier: GPL-3.0-or-later
// LogRecord: one thing that happened.
#pragma once

#include "base/units.h"

#include <QString>

namespace assay::core {

struct LogRecord {
    Timestamp time{};
    QString level; ///< "debug", "info", "warning", "critical", "fatal".
    QString category; ///< "assay.engine".
    QString message;
};

} // namespace assay::core
