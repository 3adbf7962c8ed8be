// SPDX-License-Identifier: GPL-3.0-or-later
// What of a problem a version of the package format cannot say; and in what two problems differ.
#pragma once

#include "core/model/problem.h"

namespace assay::core {

/// Which part of a problem: the names of problem.yaml's keys and of the package's folders.
struct PackageLoss {
    QString field;  ///< "limits.time_limit", "data.groups", "submissions".
    QString detail; ///< What is lost, or what comes in its place.

    bool operator==(const PackageLoss &) const = default;
};

/// What would not be as it is when the problem is written in that version and read again; and what is written only where
/// tools beyond the format's text look. Empty for the problem's own version.
[[nodiscard]] QList<PackageLoss> findLosses(const Problem &problem, PackageFormat format);

} // namespace assay::core
