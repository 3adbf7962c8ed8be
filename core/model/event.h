// SPDX-License-Identifier: GPL-3.0-or-later
// Event: one line of the append-only log, carrying the whole object that changed.
#pragma once

#include "base/units.h"
#include "core/model/document.h"
#include "core/model/judgement.h"
#include "core/model/operation.h"
#include "core/model/problem.h"
#include "core/model/queue.h"
#include "core/model/session.h"
#include "core/model/submission.h"

#include <variant>

namespace assay::core {

enum class EventType : std::uint8_t {
    ProblemAdded,
    SubmissionCreated,
    JudgementQueued,
    JudgementStarted, ///< Leased by a grader.
    JudgementUpdated, ///< Another state: compiling, running, finalizing, or queued again.
    JudgementDone,
    JudgementCancelled,
    CaseDone,
    QueueChanged, ///< Other rules.
    SessionUpdated, ///< New, or anything about it.
    OperationUpdated,
    OperationLogged, ///< Lines were added to its log.
    DocumentEdited,
};

inline constexpr auto kEventTypeNames = makeEnumTable<EventType>({
    {EventType::ProblemAdded, "problem.added"},
    {EventType::SubmissionCreated, "submission.created"},
    {EventType::JudgementQueued, "judgement.queued"},
    {EventType::JudgementStarted, "judgement.started"},
    {EventType::JudgementUpdated, "judgement.updated"},
    {EventType::JudgementDone, "judgement.done"},
    {EventType::JudgementCancelled, "judgement.cancelled"},
    {EventType::CaseDone, "case.done"},
    {EventType::QueueChanged, "queue.changed"},
    {EventType::SessionUpdated, "session.updated"},
    {EventType::OperationUpdated, "operation.updated"},
    {EventType::OperationLogged, "operation.log"},
    {EventType::DocumentEdited, "document.edited"},
});
static_assert(kEventTypeNames.isComplete(EventType::DocumentEdited));

/// A case that finished, with the judgement that it belongs to.
struct CaseDone {
    JudgementId judgement;
    SubmissionId submission;
    CaseRun run;

    bool operator==(const CaseDone &) const = default;
};

/// What a problem.added event says: no test data.
struct ProblemAdded {
    ProblemId id;
    QString shortName;
    QString title;
    QString contentHash;

    bool operator==(const ProblemAdded &) const = default;
};

using EventData = std::variant<ProblemAdded, Submission, Judgement, CaseDone, QueueRules, Session, Operation,
                               OperationLog, DocumentEdit>;

struct Event {
    std::int64_t seq = 0; ///< Rises by one per event, over the whole log.
    Timestamp time{};
    EventType type = EventType::JudgementUpdated;
    EventData data;

    bool operator==(const Event &) const = default;
};

} // namespace assay::core
