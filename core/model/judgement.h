// SPDX-License-Identifier: GPL-3.0-or-later
// Judgement: one evaluation of a submission, and CaseRun, one test case of it.
#pragma once

#include "base/units.h"
#include "core/model/enforced_limit.h"
#include "core/model/ids.h"
#include "core/model/submission.h"
#include "core/model/verdict.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace assay::core {

enum class JudgementState : std::uint8_t { Queued, Leased, Compiling, Running, Finalizing, Done, Cancelled };

inline constexpr auto kJudgementStateNames = makeEnumTable<JudgementState>({
    {JudgementState::Queued, "queued"},
    {JudgementState::Leased, "leased"},
    {JudgementState::Compiling, "compiling"},
    {JudgementState::Running, "running"},
    {JudgementState::Finalizing, "finalizing"},
    {JudgementState::Done, "done"},
    {JudgementState::Cancelled, "cancelled"},
});
static_assert(kJudgementStateNames.isComplete(JudgementState::Cancelled));

[[nodiscard]] constexpr bool isFinal(JudgementState state)
{
    return state == JudgementState::Done || state == JudgementState::Cancelled;
}

enum class CaseState : std::uint8_t { Pending, Running, Done, Skipped };

inline constexpr auto kCaseStateNames = makeEnumTable<CaseState>({
    {CaseState::Pending, "pending"},
    {CaseState::Running, "running"},
    {CaseState::Done, "done"},
    {CaseState::Skipped, "skipped"},
});
static_assert(kCaseStateNames.isComplete(CaseState::Skipped));

/// One test case of a judgement. Full: for the engine and the host only.
struct CaseRun {
    int ordinal = 0; ///< From 0, in the order of judging.
    QString name;    ///< "sample/1", "secret/02-large", "custom".
    bool secret = true;
    CaseState state = CaseState::Pending;
    std::optional<Verdict> verdict; ///< Set when state is Done.
    Microseconds cpu{0};
    Microseconds wall{0};
    Bytes memory;
    std::optional<Microseconds> firstCpu; ///< Of a first try that was over the time limit; all else is of the second.
    QString reason;    ///< Why, in one line: "killed at memory limit 256 MiB", "line 3, token 1: expected …".
    std::optional<double> score; ///< In problems with points: what the case got.
    int exitCode = -1; ///< -1 when it did not exit by itself.
    int signal = 0;    ///< The signal that ended it, else 0.
    /// What the program wrote, cut at a display limit; kept for runs and samples only, empty for secret cases.
    QByteArray output;
    QByteArray errorOutput;
    bool outputCut = false; ///< `output` or `errorOutput` is not all there was.
    QString killedBy;         ///< "cpu", "wall", "memory", "output", "filter", …; empty when nobody stopped it.
    bool outOfMemory = false; ///< The kernel killed a process of it for want of memory.
    QString cpuSource;        ///< Where `cpu` and `memory` come from: "cgroup v2", "polling"; empty before it ran.
    QString memorySource;

    bool operator==(const CaseRun &) const = default;
};

/// What a group of test cases got, in problems with groups of their own.
struct GroupResult {
    QString name; ///< Path below data/: "secret/group1"; empty for the whole.
    std::optional<Verdict> verdict; ///< Nothing: it was not judged, as a group that it needs was not passed.
    double score = 0;
    std::optional<double> maxScore; ///< Nothing: unbounded, or a pass-fail group.

    bool operator==(const GroupResult &) const = default;
};

struct CompileResult {
    bool ok = false;
    bool cached = false;
    Milliseconds duration{0};
    QString output; ///< What the compiler said, cut at a display limit.
    QString killedBy; ///< As of a case.

    bool operator==(const CompileResult &) const = default;
};

struct Points {
    double earned = 0;
    std::optional<double> most; ///< Nothing: there is no end.

    bool operator==(const Points &) const = default;
};

struct Judgement {
    JudgementId id;
    SubmissionId submission;
    JudgementState state = JudgementState::Queued;
    std::optional<Verdict> verdict; ///< Set when state is Done.
    double score = 0; ///< Points of the problem; 100 or 0 where it has none.
    std::optional<double> maxScore; ///< The highest there is; nothing where points have no end.
    int attempt = 1;
    Priority priority = Priority::Normal;
    QString lastFailure; ///< Why the attempt before this one brought nothing; empty for the first.
    int lostGraders = 0; ///< So many graders were gone in the middle of it.
    QString grader; ///< Who has or had it: "local".
    std::optional<CompileResult> compile; ///< Absent for what needs no compiling, and before it was tried.
    QList<CaseRun> cases;
    QList<GroupResult> groups; ///< In the order of the problem's; empty until it is done.
    QString reason;      ///< Why, in one line, when the verdict does not say it all (a judging error's cause).
    QString sandboxTier; ///< "full", "partial": under what it was run.
    QString toolchain;   ///< Fingerprint of the language's toolchain.
    QList<EnforcedLimit> limits; ///< Of its cases; empty until it is done.
    Timestamp queued{};
    std::optional<Timestamp> started;
    std::optional<Timestamp> ended;
    bool current = true; ///< The one that counts for its submission; a submission's others are kept beside it.
    std::optional<RejudgingId> rejudging; ///< What it was made for.
    std::optional<ProblemId> problem; ///< The problem version that it is judged against; nothing: the submission's own.

    bool operator==(const Judgement &) const = default;

    /// How many cases passed, and the worst time and memory over the cases that ran.
    [[nodiscard]] int passedCases() const;
    [[nodiscard]] int finishedCases() const;
    [[nodiscard]] Microseconds maxCpu() const;
    [[nodiscard]] Bytes maxMemory() const;
    /// Nothing where the problem has none: else its cases, or groups, have some.
    [[nodiscard]] std::optional<Points> points() const;
};

} // namespace assay::core
