// SPDX-License-Identifier: GPL-3.0-or-later
// What a session needs before it can take place, looked at one by one.
#pragma once

#include "base/result.h"
#include "core/model/session.h"

#include <functional>

namespace assay::core {

class LanguageTable;
class ProblemLibrary;

enum class PreflightCheck : std::uint8_t {
    Sandbox,    ///< Programs can be run here.
    NoProblem,  ///< There is none in it.
    Problem,    ///< `subject` is its title; its package is there, as it was, and is as its authors mean it.
    Language,   ///< `subject` is its name.
    NoLanguage, ///< None of those allowed is installed.
    Times,      ///< Its start and end are in order, and to come.
    Candidates, ///< `subject` is how many.
    Retention,  ///< It is known when its data go.
};

enum class PreflightState : std::uint8_t { Good, Doubtful, Bad };

struct PreflightLine {
    PreflightCheck check = PreflightCheck::Sandbox;
    PreflightState state = PreflightState::Good;
    QString subject;
    QString detail; ///< What is wrong, in English; empty when nothing is.

    bool operator==(const PreflightLine &) const = default;
};

struct PreflightContext {
    ProblemLibrary &problems;
    const LanguageTable &languages;
    std::function<Result<void>()> canJudge;
};

/// Reads every problem's package: blocks for as long as that takes.
[[nodiscard]] QList<PreflightLine> preflight(const Session &session, const PreflightContext &context, Timestamp now);
/// In English, for logs.
[[nodiscard]] QString describe(const PreflightLine &line);
/// Errors: InvalidArgument, with all that is bad.
[[nodiscard]] Result<void> requireClean(const QList<PreflightLine> &lines);

} // namespace assay::core
