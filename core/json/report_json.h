// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line prints with --json. A public format: keys are added, never changed.
#pragma once

#include "core/engine.h"
#include "core/model/judgement.h"

#include <QByteArray>

namespace assay::core {

/// One line, with its end: submission, language, verdict, score, groups, cases, compile, sandbox; for `verify-package` also
/// what was expected and whether it is met.
struct JudgedReport {
    QString submission;
    QString language;
    Judgement judgement;
    std::optional<bool> asExpected;
    QStringList expected; ///< Verdict ids.
};
[[nodiscard]] QByteArray toJsonLine(const JudgedReport &report);

/// A jury submission that was not judged, and why.
[[nodiscard]] QByteArray skippedJsonLine(const QString &submission, const QString &reason);

[[nodiscard]] QByteArray toJson(const SandboxStatus &status);
[[nodiscard]] QByteArray toJson(const QList<LanguageStatus> &languages);

} // namespace assay::core
