// SPDX-License-Identifier: GPL-3.0-or-later
// What a candidate may see, as types of their own: nothing here can hold a hidden test.
#pragma once

#include "core/model/judgement.h"
#include "core/model/problem.h"
#include "core/model/session.h"
#include "core/model/submission.h"

namespace assay::core {

/// A sample test, contents and all: samples are public.
struct Sample {
    QString name;
    QByteArray input;
    QByteArray answer;

    bool operator==(const Sample &) const = default;
};

struct CandidateProblem {
    ProblemId id;
    QString shortName;
    QString title;
    Limits limits;
    QStringList statementLanguages;
    QList<Sample> samples;
    int secretCaseCount = 0;

    bool operator==(const CandidateProblem &) const = default;
};

/// A case of the candidate's own judgement. From `reason` on it is filled for samples and own inputs only.
struct CandidateCase {
    int ordinal = 0;
    QString name; ///< "sample/1", "custom"; empty for a secret case, which is known by its number alone.
    CaseState state = CaseState::Pending;
    std::optional<Verdict> verdict;
    Microseconds cpu{0};
    Microseconds wall{0};
    Bytes memory;
    QString reason;
    int exitCode = -1; ///< -1 when it did not exit by itself, and for a secret case.
    int signal = 0;
    QByteArray output;
    QByteArray errorOutput;
    bool outputCut = false;

    bool operator==(const CandidateCase &) const = default;
};

struct CandidateJudgement {
    JudgementId id;
    SubmissionId submission;
    JudgementState state = JudgementState::Queued;
    std::optional<Verdict> verdict;
    double score = 0;
    std::optional<Points> points;
    std::optional<CompileResult> compile;
    QList<CandidateCase> cases;
    QString sandboxTier;
    Timestamp queued{};
    std::optional<Timestamp> started;
    std::optional<Timestamp> ended;

    bool operator==(const CandidateJudgement &) const = default;
};

/// What candidates are told of what they submit; of what they only run they are told everything.
struct Telling {
    Feedback feedback = Feedback::Full;
    bool isOver = false; ///< Their session.

    /// Whether they learn how it was judged.
    [[nodiscard]] bool verdicts() const
    {
        return feedback != Feedback::Hidden && (feedback != Feedback::AfterClose || isOver);
    }
    /// Whether they learn how it did on each hidden test: how many were tried tells that as well.
    [[nodiscard]] bool hiddenTests() const { return verdicts() && feedback != Feedback::VerdictOnly; }
    bool operator==(const Telling &) const = default;
};

/// Of a hidden test it has number, state, verdict, time and memory.
[[nodiscard]] CandidateCase candidateView(const CaseRun &run);
/// Where verdicts are not told it has neither verdict nor points, where hidden tests are not told none of their cases.
[[nodiscard]] CandidateJudgement candidateView(const Judgement &judgement, const Telling &telling = {});

} // namespace assay::core
