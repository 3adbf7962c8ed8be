// SPDX-License-Identifier: GPL-3.0-or-later
// Problem: a problem version as its package describes it, for the engine and the host. Never for a candidate.
#include "core/model/problem.h"

namespace assay::core {

QString Problem::title(const QString &language) const
{
    for (const auto &wanted : {language, QStringLiteral("en"), QString()}) {
        if (const auto found = names.constFind(wanted); found != names.constEnd())
            return *found;
    }
    return names.isEmpty() ? shortName : names.first();
}

} // namespace assay::core
