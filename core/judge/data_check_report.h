// SPDX-License-Identifier: GPL-3.0-or-later
// What a check of a problem's test data tells.
#pragma once

#include "core/problems/finding.h"

#include <functional>

namespace assay::core {

struct DataCheckProgress {
    QString what; ///< "input validator strict"
    qsizetype done = 0; ///< Files, of all validators.
    qsizetype total = 0;
};
using DataCheckListener = std::function<void(const DataCheckProgress &)>;

struct DataCheckReport {
    int inputValidators = 0; ///< That could be run.
    qsizetype inputs = 0;    ///< Of test cases, each accepted or named in `findings`.
    qsizetype others = 0;    ///< Invalid inputs, valid and invalid outputs that were tried.
    QList<Finding> findings; ///< Errors: data and validators disagree. Warnings: a validator could not be run.
};

} // namespace assay::core
