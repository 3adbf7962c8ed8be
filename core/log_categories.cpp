// SPDX-License-Identifier: GPL-3.0-or-later
// All logging categories of Assay.
#include "core/log_categories.h"

namespace assay::core {

Q_LOGGING_CATEGORY(lcEngine, "assay.engine")
Q_LOGGING_CATEGORY(lcJudge, "assay.judge")
Q_LOGGING_CATEGORY(lcStore, "assay.store")
Q_LOGGING_CATEGORY(lcProblems, "assay.problems")

} // namespace assay::core
