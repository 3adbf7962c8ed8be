// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that takes back what an engine had and did not finish.
#include "core/store/lease_store.h"
#include "core/store/operation_store.h"
#include "core/store/queue_store.h"
#include "core/store/store_private.h"

namespace assay::core {

namespace {

/// A judgement that lost so many graders is not given to another one.
constexpr int kMostLostGraders = 5;

/// What a judgement ends as that nobody survives.
Judgement quarantined(Judgement judgement, Timestamp now)
{
    ++judgement.lostGraders;
    judgement.state = JudgementState::Done;
    judgement.verdict = Verdict::JudgingError;
    judgement.reason =
        QStringLiteral("quarantined: %1 graders were lost while they judged it").arg(judgement.lostGraders);
    judgement.ended = now;
    return judgement;
}

} // namespace

EngineId Store::engine() const
{
    return d->engine;
}

Result<void> Store::renewLeases()
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        return core::renewLeases(transaction.database(), d->engine, TRY(d->leaseEnd(transaction)));
    });
}

Result<int> Store::requeueLost(LostWhen when)
{
    const bool atStart = when == LostWhen::AtStart;
    const QString cause = atStart ? QStringLiteral("the engine ended while it was judged")
                                  : QStringLiteral("the engine that judged it was not heard of any more");
    const auto lost = [&](Transaction &transaction) -> Result<QList<Judgement>> {
        Database &database = transaction.database();
        return loadLostJudgements(
            database, {.engine = d->engine, .atStart = atStart, .now = TRY(leaseClock(database, transaction.time()))});
    };
    const int count = TRY(d->write([&](Transaction &transaction) -> Result<int> {
        Database &database = transaction.database();
        const auto judgements = TRY(lost(transaction));
        for (const auto &judgement : judgements) {
            Judgement now;
            if (judgement.lostGraders + 1 < kMostLostGraders) {
                now = TRY(putBack(database, judgement, {.cause = cause, .graderLost = true}));
            } else {
                now = TRY(d->withCases(database, quarantined(judgement, transaction.time())));
                TRY(storeJudgement(database, now));
            }
            const EventType type = stateEvent(now.state);
            TRY(transaction.append(TRY(draftEvent(type, std::move(now), d->blobs))));
        }
        return static_cast<int>(judgements.size());
    }));
    if (count > 0 || atStart)
        d->signal.announceAll();
    return count;
}

Result<QList<Operation>> Store::adoptLostOperations(LostWhen when)
{
    return d->write([&](Transaction &transaction) -> Result<QList<Operation>> {
        Database &database = transaction.database();
        const LostLeases lost{.engine = d->engine,
                              .atStart = when == LostWhen::AtStart,
                              .now = TRY(leaseClock(database, transaction.time()))};
        QList<Operation> operations;
        for (const OperationId id : TRY(loadLostOperations(database, lost))) {
            TRY(leaseOperation(database, id, d->engine, TRY(d->leaseEnd(transaction))));
            operations.append(TRY(loadOperation(database, id)));
        }
        return operations;
    });
}

} // namespace assay::core
