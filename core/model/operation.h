// SPDX-License-Identifier: GPL-3.0-or-later
// Operation: a long action that somebody can watch, step by step, and cancel.
#pragma once

#include "base/enum_table.h"
#include "base/units.h"
#include "core/model/ids.h"

#include <QList>
#include <QString>

#include <optional>

namespace assay::core {

enum class OperationState : std::uint8_t { Pending, Running, Completed, Failed, Cancelled };

inline constexpr auto kOperationStateNames = makeEnumTable<OperationState>({
    {OperationState::Pending, "pending"},
    {OperationState::Running, "running"},
    {OperationState::Completed, "completed"},
    {OperationState::Failed, "failed"},
    {OperationState::Cancelled, "cancelled"},
});
static_assert(kOperationStateNames.isComplete(OperationState::Cancelled));

enum class OperationType : std::uint8_t { PrepareSession, PurgeSession, Backup, ImportProblem, VerifyProblem, Rejudge };

inline constexpr auto kOperationTypeNames = makeEnumTable<OperationType>({
    {OperationType::PrepareSession, "session.prepare"},
    {OperationType::PurgeSession, "session.purge"},
    {OperationType::Backup, "store.backup"},
    {OperationType::ImportProblem, "problem.import"},
    {OperationType::VerifyProblem, "problem.verify"},
    {OperationType::Rejudge, "rejudging"},
});
static_assert(kOperationTypeNames.isComplete(OperationType::Rejudge));

[[nodiscard]] constexpr bool isFinal(OperationState state)
{
    return state == OperationState::Completed || state == OperationState::Failed || state == OperationState::Cancelled;
}

/// Says nothing of people: it is not purged with its session.
struct Operation {
    OperationId id;
    OperationType type = OperationType::PrepareSession;
    std::optional<SessionId> session;
    /// What it is about where that is no session: the id of a problem or of a rejudging, the name of a package's file.
    QString subject;
    QString result; ///< What came of it: the id of the problem that was imported. Empty for most.
    OperationState state = OperationState::Pending;
    int step = 0; ///< Steps that are done.
    int steps = 0;
    QString doing; ///< The step that is under way, in English.
    QString failure; ///< In English; "interrupted" when its engine ended.
    Timestamp created{};
    std::optional<Timestamp> started;
    std::optional<Timestamp> ended;

    bool operator==(const Operation &) const = default;
};

enum class LogLevel : std::uint8_t { Information, Warning, Error };

inline constexpr auto kLogLevelNames = makeEnumTable<LogLevel>({
    {LogLevel::Information, "info"},
    {LogLevel::Warning, "warning"},
    {LogLevel::Error, "error"},
});
static_assert(kLogLevelNames.isComplete(LogLevel::Error));

struct OperationLine {
    Timestamp time{};
    LogLevel level = LogLevel::Information;
    QString text; ///< In English.

    bool operator==(const OperationLine &) const = default;
};

/// Lines that were added to an operation's log; `first` is the number of the first of them.
struct OperationLog {
    OperationId operation;
    int first = 0;
    QList<OperationLine> lines;

    bool operator==(const OperationLog &) const = default;
};

} // namespace assay::core
