// SPDX-License-Identifier: GPL-3.0-or-later
// Submission: what somebody handed in, once, unchangeable.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "core/model/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace assay::core {

/// `Run` tries the program on given inputs, ungraded; `Submit` is graded against the hidden tests.
enum class Purpose : std::uint8_t { Run, Submit };

inline constexpr auto kPurposeNames = makeEnumTable<Purpose>({{Purpose::Run, "run"}, {Purpose::Submit, "submit"}});

/// What happens after the first case that fails.
enum class CasePolicy : std::uint8_t { FailFast, RunAll };

inline constexpr auto kCasePolicyNames =
    makeEnumTable<CasePolicy>({{CasePolicy::FailFast, "fail-fast"}, {CasePolicy::RunAll, "run-all"}});

/// Who goes first, before all fairness.
enum class Priority : std::uint8_t { Low, Normal, High };

inline constexpr auto kPriorityNames =
    makeEnumTable<Priority>({{Priority::Low, "low"}, {Priority::Normal, "normal"}, {Priority::High, "high"}});

struct SourceFile {
    QString name; ///< Relative, with '/' between folders, no ".." component: "main.cpp", "util/list.py".
    QByteArray content;

    bool operator==(const SourceFile &) const = default;
};

/// An input to run on; with an expected output it is judged, without it ends in Ok or an error.
struct RunInput {
    QString name; ///< "sample/1", "custom".
    QByteArray input;
    std::optional<QByteArray> expected;

    bool operator==(const RunInput &) const = default;
};

/// What a front end hands to SubmissionService::submit.
struct SubmissionDraft {
    ParticipantId participant; ///< Null: whoever sits at this computer.
    ProblemId problem;  ///< Null for a run without a problem (`assayd run`): then the limits below count alone.
    QString language;   ///< Language id: "cpp", "python".
    QList<SourceFile> sources;
    QString entryPoint; ///< Name of the file (or class) that is started; empty: found by the language's rule.
    Purpose purpose = Purpose::Submit;
    CasePolicy policy = CasePolicy::FailFast;
    QList<RunInput> inputs;                ///< For `Run` only.
    std::optional<Milliseconds> cpuLimit;  ///< Overrides the problem's, for `Run`.
    std::optional<Bytes> memoryLimit;      ///< Overrides the problem's, for `Run`.
    QString label;                         ///< A name for lists ("accepted/alice.cpp"); may be empty.
    Priority priority = Priority::Normal;
    /// Cancels what the same participant has waiting for the same problem and purpose.
    bool supersede = false;
    /// What its sender calls the request by which it comes, unique among all senders' ("acc_… 7f3a"): the same one a second
    /// time is the same submission. Empty: each is one of its own.
    QString requestKey;
};

struct Submission {
    SubmissionId id;
    ParticipantId participant; ///< Null: whoever sits at this computer.
    ProblemId problem;
    QString language;
    QList<SourceFile> sources;
    QString entryPoint;
    Purpose purpose = Purpose::Submit;
    CasePolicy policy = CasePolicy::FailFast;
    QList<RunInput> inputs;
    std::optional<Milliseconds> cpuLimit;
    std::optional<Bytes> memoryLimit;
    QString label;
    Timestamp created{};

    bool operator==(const Submission &) const = default;
};

} // namespace assay::core
