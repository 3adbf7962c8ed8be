// SPDX-License-Identifier: GPL-3.0-or-later
// EventType: what an event says has happened.
#pragma once

#include "base/enum_table.h"

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
    WebhookFailed, ///< Something was given up.
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
    {EventType::WebhookFailed, "webhook.failed"},
});
static_assert(kEventTypeNames.isComplete(EventType::WebhookFailed));

} // namespace assay::core
