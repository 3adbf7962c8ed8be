// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that says what of a valid package is not judged yet.
#include "core/problems/package_check.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

struct UnjudgedRow {
    bool (*concerns)(const Problem &);
    std::string_view place;
    std::string_view text; ///< Before "not judged yet".
};

bool hasSeveralTalkers(const Problem &problem)
{
    return (problem.types.interactive || problem.types.multiPass) && problem.outputValidators.size() > 1;
}

constexpr std::array<UnjudgedRow, 2> kUnjudged = {{
    {hasSeveralTalkers, "output_validators", "interactive and multi-pass problems with several output validators are"},
    {[](const Problem &one) { return one.types.submitAnswer; }, "problem.yaml", "submit-answer problems are"},
}};

} // namespace

QList<Finding> findUnjudged(const Problem &problem)
{
    QList<Finding> findings;
    for (const UnjudgedRow &row : kUnjudged) {
        if (row.concerns(problem))
            findings.append({.severity = Severity::Error,
                             .file = QLatin1StringView{row.place},
                             .key = {},
                             .message = QLatin1StringView{row.text} + " not judged yet"_L1});
    }
    return findings;
}

} // namespace assay::core
