// SPDX-License-Identifier: GPL-3.0-or-later
// Writes problem.yaml.
#pragma once

#include "core/problems/package_draft.h"
#include "core/problems/package_target.h"

namespace assay::core {

/// Adds problem.yaml, and domjudge-problem.ini for a time limit that the version has no key for.
void writeProblemYaml(const Problem &problem, const PackageTarget &target, PackageDraft &draft);

/// The name that stands in problem.yaml of a legacy package; empty when the statements say all.
[[nodiscard]] QString legacyName(const Problem &problem);

/// "Ada <ada@example.org>, Bob": the authors as legacy has them.
[[nodiscard]] QString legacyAuthors(const QList<Person> &authors);

/// The UUID that a package without one gets where the version demands one: made from its content.
[[nodiscard]] QString madeUpUuid(const Problem &problem);

} // namespace assay::core
