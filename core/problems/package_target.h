// SPDX-License-Identifier: GPL-3.0-or-later
// PackageTarget: the version in which a problem is to be written, and what it can say there.
#pragma once

#include "core/problems/group_yaml.h"
#include "core/problems/problem_yaml.h"

namespace assay::core {

struct PackageTarget {
    PackageFormat format = PackageFormat::Version2025;
    /// The problem comes from a package of this version: whatever was read from it, as far as tools go beyond the text of
    /// the format, can be read again.
    bool same = false;
    GroupStyle style = GroupStyle::Scoring;

    /// The draft is scored in the way of the problem's groups, since its packages come in both.
    [[nodiscard]] static PackageTarget of(const Problem &problem, PackageFormat format);

    [[nodiscard]] bool isLegacy() const { return core::isLegacy(format); }
    /// Has test groups with grading of their own, included code and graders or scores: all but the ICPC's subset.
    [[nodiscard]] bool hasScoring() const { return format != PackageFormat::LegacyIcpc; }
    [[nodiscard]] const char *statementFolder() const { return isLegacy() ? "problem_statement" : "statement"; }
    [[nodiscard]] const char *groupFile() const
    {
        return style == GroupStyle::Legacy ? "testdata.yaml" : "test_group.yaml";
    }
};

/// How the problem's own groups are scored.
[[nodiscard]] GroupStyle groupStyleOf(const Problem &problem);

} // namespace assay::core
