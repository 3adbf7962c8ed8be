// SPDX-License-Identifier: GPL-3.0-or-later
// PackageVerifier: what an engine has a problem package verified by.
#pragma once

#include "base/result.h"
#include "core/model/operation.h"
#include "core/store/store.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace assay::core {

struct EngineOptions;

/// What came of it. `verification.when` is not set.
struct VerifiedPackage {
    QString contentHash; ///< Of what was verified.
    ProblemVerification verification;
    std::optional<Milliseconds> inferredTimeLimit; ///< Where the package gives none.
};

/// Told while it goes on, by the thread that verifies.
struct VerifierListener {
    std::function<void(int submissions)> begun;
    std::function<void(int done, const QString &label)> judging; ///< So many of them are judged; that one is next.
    std::function<void(LogLevel, const QString &)> log;          ///< In English.
};

/// Judges its authors' submissions and has its validators look at its test data, apart from the engine with those options.
/// It is given to an engine, as it is made of engines itself: see verifyInLab. Errors: those of verifyPackage.
using PackageVerifier = std::function<Result<VerifiedPackage>(
    const EngineOptions &, const std::filesystem::path &package, const VerifierListener &, const std::stop_token &)>;

} // namespace assay::core
