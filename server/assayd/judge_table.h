// SPDX-License-Identifier: GPL-3.0-or-later
// Judgements as lines of a table on the terminal.
#pragma once

#include "core/model/judgement.h"
#include "core/problems/finding.h"

#include <QString>

namespace assay::server {

void printJudgementHeader(std::size_t nameColumns);
void printJudgement(const QString &name, std::size_t nameColumns, const QString &language,
                    const core::Judgement &judgement, const QString &remark);
/// What the compiler said, indented; nothing when nothing was compiled.
void printCompilerOutput(const core::Judgement &judgement);
/// What a look at the package brought up, on standard error.
void printFindings(const QList<core::Finding> &findings);
/// All cases, a line each.
void printCases(const core::Judgement &judgement);

} // namespace assay::server
