// SPDX-License-Identifier: GPL-3.0-or-later
// Verification: a package looked at as a whole: its files, its authors' submissions, its time limit, its validators.
#pragma once

#include "core/judge/data_check_report.h"
#include "core/lab/jury_runs.h"

namespace assay::core {

/// A submission of the authors, and what became of it.
struct JuryResult {
    JurySubmission submission;
    QString language; ///< Id; empty when it was not judged.
    std::optional<Judgement> judgement;
    QString skipped;         ///< Why it was not judged: a language that is not here.
    bool asExpected = false; ///< Of a judgement.
};

/// Called on the verifying thread, in this order; `judged` once for each submission, in the package's order.
struct VerificationListener {
    std::function<void(const Problem &, const QList<Finding> &)> opened;
    std::function<void(const TimeLimitFound &)> timeLimitFound;
    std::function<void(const JuryResult &)> judged;
    LabListener progress;           ///< Of each submission.
    DataCheckListener dataProgress; ///< Of the validators on the test data, which come last.
};

struct VerificationSummary {
    int asExpected = 0;
    int different = 0;
    int skipped = 0;
    int judgingErrors = 0; ///< Among `different`.
    QStringList failingLanguages; ///< Ids of those of `different`, each once.
    DataCheckReport data;

    /// Whether every submission that could be judged got what its authors expect, and no validator contradicts the data.
    [[nodiscard]] bool isAsMeant() const;
    /// Of these, the validators alone.
    [[nodiscard]] bool isDataAsMeant() const;
};

/// Reads the package, finds its time limit, judges every submission of its authors on all cases and runs its validators
/// over its test data. Errors: those of ProblemLibrary::open; Cancelled; Sandbox when nothing can be run here.
[[nodiscard]] Result<VerificationSummary> verifyPackage(LabSession &session, const std::filesystem::path &package,
                                                        const VerificationListener &listener);

} // namespace assay::core
