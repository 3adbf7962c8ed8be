// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingService: submissions judged anew against their problems as they are now; looked at, then applied or discarded.
#include "core/judge/rejudging_service.h"

#include "base/stoppable_sleep.h"
#include "core/log_categories.h"
#include "core/problems/problem_library.h"

#include <algorithm>
#include <map>

namespace assay::core {

namespace {

/// How far a rejudging is is looked at so often.
constexpr Milliseconds kLookEvery{500};

/// The version of the problem that its package holds now.
Result<ProblemId> versionOfNow(Store &store, ProblemLibrary &problems, ProblemId id)
{
    const auto records = TRY(store.problems());
    const auto record = std::ranges::find(records, id, &ProblemRecord::id);
    if (record == records.end())
        return fail(Errc::NotFound, "the problem " + id.toText() + " is no longer listed: open it again");
    return TRY(problems.open(record->root)).problem.id;
}

} // namespace

RejudgingService::RejudgingService(Store &store, ProblemLibrary &problems, OperationService &operations)
    : m_store(store)
    , m_problems(problems)
    , m_operations(operations)
{
}

Result<RejudgingId> RejudgingService::start(const QList<SubmissionId> &submissions, const QString &reason)
{
    RejudgingDraft draft{.id = RejudgingId::make(), .reason = reason, .entries = {}};
    std::map<ProblemId, ProblemId> versions;
    for (const SubmissionId id : submissions) {
        const ProblemId own = TRY(m_store.submission(id)).problem;
        if (!own.isNull() && !versions.contains(own))
            versions.emplace(own, TRY(versionOfNow(m_store, m_problems, own)));
        RejudgingDraft::Entry entry{.submission = id, .problem = {}};
        if (const auto version = versions.find(own); version != versions.end() && version->second != own)
            entry.problem = version->second;
        draft.entries.append(entry);
    }
    TRY(m_store.addRejudging(draft));
    if (const auto followed = follow(draft.id); !followed) // it is judged all the same
        qCWarning(lcJudge, "rejudging %s: %s", draft.id.toText().c_str(), followed.error().describe().c_str());
    return draft.id;
}

Result<void> RejudgingService::follow(RejudgingId id)
{
    TRY(m_operations.start({.type = OperationType::Rejudge,
                            .session = {},
                            .subject = QString::fromStdString(id.toText()),
                            .steps = 1,
                            .work = [this, id](OperationRun &run) { return tellHowFar(id, run); },
                            .undo = [this, id] { return discard(id); }}));
    return {};
}

Result<void> RejudgingService::tellHowFar(RejudgingId id, OperationRun &run)
{
    int told = -1;
    for (;;) {
        const Rejudging now = TRY(find(id));
        const int all = static_cast<int>(now.submissions.size());
        if (const int done = now.finishedCount(); done != told) {
            told = done;
            run.advance(done, all, QStringLiteral("judging again"));
            run.log(QStringLiteral("%1 of %2 are judged, %3 otherwise than before")
                        .arg(done)
                        .arg(all)
                        .arg(now.changedCount()));
        }
        TRY(run.mayGoOn());
        if (now.state != RejudgingState::Open || now.isFinished())
            return {};
        sleepUnlessStopped(run.stop(), kLookEvery);
    }
}

Result<void> RejudgingService::resume(const Operation &interrupted)
{
    return follow(TRY(RejudgingId::fromText(interrupted.subject.toStdString())));
}

Result<Rejudging> RejudgingService::find(RejudgingId id) const
{
    return m_store.rejudging(id);
}

Result<void> RejudgingService::apply(RejudgingId id)
{
    return m_store.applyRejudging(id);
}

Result<void> RejudgingService::discard(RejudgingId id)
{
    return m_store.discardRejudging(id);
}

Result<std::optional<RejudgingId>> RejudgingService::newestOpen() const
{
    for (const Rejudging &rejudging : TRY(m_store.rejudgings())) {
        if (rejudging.state == RejudgingState::Open)
            return rejudging.id;
    }
    return std::nullopt;
}

} // namespace assay::core
