// SPDX-License-Identifier: GPL-3.0-or-later
// Words, shape and tone of verdicts and judgement states, in the one place where the desktop has them.
#pragma once

#include "core/model/candidate_view.h"

#include <QString>

namespace assay::app {

/// The sign that stands beside the words, so that nothing is said by colour alone.
enum class Glyph : std::uint8_t {
    Check,    ///< Accepted.
    Cross,    ///< Wrong answer.
    Clock,    ///< A time limit.
    Stack,    ///< A memory or output limit.
    Bolt,     ///< It crashed.
    Brackets, ///< It does not compile.
    Shield,   ///< It did what is forbidden.
    Question, ///< Our own failure.
    Play,     ///< An ungraded run that ended well.
    Dots,     ///< Waiting.
    Ring,     ///< At work.
    Dash,     ///< Skipped, cancelled.
};

/// What a colour stands for; the theme has one colour for each.
enum class Tone : std::uint8_t { Pass, Fail, Limit, Crash, Trouble, Active, Quiet };

struct Look {
    QString text;
    Glyph glyph = Glyph::Dots;
    Tone tone = Tone::Quiet;

    bool operator==(const Look &) const = default;
};

[[nodiscard]] Look lookOf(core::Verdict verdict);
/// The verdict when there is one, else the state.
[[nodiscard]] Look lookOf(core::JudgementState state, std::optional<core::Verdict> verdict);
[[nodiscard]] Look lookOf(core::CaseState state, std::optional<core::Verdict> verdict);
[[nodiscard]] Look lookOf(const core::CandidateCase &run);

/// The verdict, with points where the problem has them, or the state: "Wrong answer, 45/100".
[[nodiscard]] QString resultText(const core::CandidateJudgement &judgement);

/// What a verdict means, in one sentence, for tool tips and for people who see it for the first time.
[[nodiscard]] QString verdictMeaning(core::Verdict verdict);
/// The sentence under a finished judgement: "Wrong answer on test 4 of 12", with points "45 of 100
/// points. Wrong answer on test 4 of 12".
[[nodiscard]] QString outcomeText(const core::CandidateJudgement &judgement, core::Purpose purpose);
/// "2026-01-31 12:00:00.000 · Accepted · counts · gcc …", for lists of a submission's judgements.
[[nodiscard]] QString judgementLine(const core::Judgement &judgement);
[[nodiscard]] QString purposeText(core::Purpose purpose);

} // namespace assay::app
