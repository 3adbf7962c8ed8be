// SPDX-License-Identifier: GPL-3.0-or-later
// Words for attacks on the sandbox: how one ended, how all did, and the report to copy.
#pragma once

#include "app/text/verdict_text.h"
#include "core/doctor/attack_run.h"
#include "core/engine.h"

namespace assay::app {

[[nodiscard]] Look lookOf(core::AttackState state);
/// "Security violation: socket", "Its attempts were refused".
[[nodiscard]] QString attackOutcomeText(const core::AttackJudgement &judgement);
/// What all of them together mean, in one or two sentences.
[[nodiscard]] QString attackSummaryText(const core::AttackSummary &summary);
struct AttackReport {
    QString tier; ///< In words.
    core::SandboxStatus sandbox;
    QList<core::AttackRow> rows;
    std::optional<core::AttackSummary> summary; ///< Nothing while it is not over.
};
/// Plain text for an e-mail or an issue: the sandbox, the summary, and every attack in a line.
[[nodiscard]] QString reportText(const AttackReport &report);

} // namespace assay::app
