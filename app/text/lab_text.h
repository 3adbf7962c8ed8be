// SPDX-License-Identifier: GPL-3.0-or-later
// Words for the Problem Lab: what is expected of a submission, how it did, what a package as a whole is.
#pragma once

#include "app/text/verdict_text.h"
#include "core/lab/verification.h"

namespace assay::app {

struct JuryLine;

/// "Accepted or Wrong answer"; empty when nothing is expected.
[[nodiscard]] QString expectationText(const core::JurySubmission &submission);
/// Whether it got what its authors expect, or how far its judging is.
[[nodiscard]] Look juryStateLook(const JuryLine &line);
/// Its verdict, with points where the problem has them. No text before there is one.
[[nodiscard]] Look juryOutcomeLook(const JuryLine &line);
[[nodiscard]] Look lookOf(core::Severity severity);

/// "2025-09 · scoring, interactive · memory 256 MiB · 14 tests"
[[nodiscard]] QString packageFactsText(const core::Problem &problem);
/// "Time limit 0.7 s, from accepted/slow.py, which takes 0.31 s".
[[nodiscard]] QString timeLimitText(const core::TimeLimitFound &found);
/// The time limit, and how near the submissions come to it from both sides.
[[nodiscard]] QString marginsText(const QList<JuryLine> &lines, const core::TimeLimitFound &found);
/// What was found, in one or two sentences.
[[nodiscard]] QString verificationText(const core::VerificationSummary &summary);
/// What the validators said of the test data.
[[nodiscard]] QString dataCheckText(const core::DataCheckReport &report);

struct LabReport {
    QString title;
    QString facts;
    QString timeLimit;
    QString outcome;
    QList<JuryLine> lines;
    QList<core::Finding> findings;
};
/// Plain text for an e-mail or an issue.
[[nodiscard]] QString reportText(const LabReport &report);

} // namespace assay::app
