// SPDX-License-Identifier: GPL-3.0-or-later
// The PackageVerifier of engines: a LabSession for each package.
#pragma once

#include "core/operations/package_verifier.h"

namespace assay::core {

/// See PackageVerifier.
[[nodiscard]] Result<VerifiedPackage> verifyInLab(const EngineOptions &options, const std::filesystem::path &package,
                                                  const VerifierListener &listener, const std::stop_token &stop);

} // namespace assay::core
