// SPDX-License-Identifier: GPL-3.0-or-later
// All logging categories of Assay.
#pragma once

#include <QLoggingCategory>

namespace assay::core {

Q_DECLARE_LOGGING_CATEGORY(lcEngine)
Q_DECLARE_LOGGING_CATEGORY(lcJudge)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcProblems)

} // namespace assay::core
