// SPDX-License-Identifier: GPL-3.0-or-later
// Rejudging: a set of submissions judged anew, looked at before it counts.
#pragma once

#include "core/model/judgement.h"
#include "core/model/submission.h"

namespace assay::core {

/// Open: being judged, or judged and not decided about yet. Source of the idea: DOMjudge's rejudgings.
enum class RejudgingState : std::uint8_t { Open, Applied, Discarded };

inline constexpr auto kRejudgingStateNames = makeEnumTable<RejudgingState>(
    {{RejudgingState::Open, "open"}, {RejudgingState::Applied, "applied"}, {RejudgingState::Discarded, "discarded"}});
static_assert(kRejudgingStateNames.isComplete(RejudgingState::Discarded));

/// One submission of it. The judgements come without their cases.
struct RejudgedSubmission {
    Submission submission; ///< Without the contents of its files.
    Judgement before;      ///< The one that counted when the rejudging began.
    Judgement after;       ///< The new one.

    bool operator==(const RejudgedSubmission &) const = default;

    /// Whether the new judgement may take the place of the old one: it has a verdict, and one that is not our own failure.
    [[nodiscard]] bool isUsable() const;
    /// Whether verdict or points would be others.
    [[nodiscard]] bool isChanged() const;
};

struct Rejudging {
    RejudgingId id;
    QString reason; ///< Why, in the words of whoever asked for it; may be empty.
    RejudgingState state = RejudgingState::Open;
    Timestamp created{};
    std::optional<Timestamp> ended; ///< When it was applied or discarded.
    QList<RejudgedSubmission> submissions; ///< In the order in which they were handed in.

    bool operator==(const Rejudging &) const = default;

    [[nodiscard]] int finishedCount() const;
    [[nodiscard]] int changedCount() const;
    /// Whether every submission of it has been judged.
    [[nodiscard]] bool isFinished() const;
};

/// What is to be judged anew.
struct RejudgingDraft {
    struct Entry {
        SubmissionId submission;
        std::optional<ProblemId> problem; ///< The version to judge against; nothing: the submission's own.
    };
    RejudgingId id;
    QString reason;
    QList<Entry> entries;
};

} // namespace assay::core
