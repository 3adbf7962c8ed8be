// SPDX-License-Identifier: GPL-3.0-or-later
// Writes submissions/.
#pragma once

#include "core/problems/package_draft.h"
#include "core/problems/package_target.h"

namespace assay::core {

/// Adds the jury's submissions and, where the version has it, submissions.yaml with what their folders do not say.
void writeSubmissions(const Problem &problem, const PackageTarget &target, PackageDraft &draft);

/// The text of submissions.yaml; empty when there is nothing to say or the version has no such file.
[[nodiscard]] QByteArray submissionsYaml(const Problem &problem, const PackageTarget &target);

} // namespace assay::core
