// SPDX-License-Identifier: GPL-3.0-or-later
// Event: one line of the append-only log, carrying the whole object that changed.
#pragma once

#include "base/units.h"
#include "core/model/document.h"
#include "core/model/event_type.h"
#include "core/model/judgement.h"
#include "core/model/operation.h"
#include "core/model/problem.h"
#include "core/model/queue.h"
#include "core/model/session.h"
#include "core/model/submission.h"
#include "core/model/webhook.h"

#include <variant>

namespace assay::core {

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
                               OperationLog, DocumentEdit, WebhookDelivery>;

struct Event {
    std::int64_t seq = 0; ///< Rises by one per event, over the whole log.
    Timestamp time{};
    EventType type = EventType::JudgementUpdated;
    EventData data;

    bool operator==(const Event &) const = default;
};

} // namespace assay::core
