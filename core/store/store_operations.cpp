// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that keeps operations.
#include "core/store/lease_store.h"
#include "core/store/operation_store.h"
#include "core/store/store_private.h"

namespace assay::core {

Result<Operation> Store::openOperation(const Operation &operation)
{
    const auto known = [&](Database &database) -> Result<std::optional<Operation>> {
        auto open = TRY(loadOpenOperation(database, operation.type, operation.session, operation.subject));
        if (open && TRY(isOfAnother(database, open->id, d->engine)))
            return fail(Errc::Cancelled, open->id.toText() + ": another engine does it already");
        return open;
    };
    if (const auto open = TRY(d->read(known))) // without waiting for a turn to write
        return *open;
    return d->write([&](Transaction &transaction) -> Result<Operation> {
        Database &database = transaction.database();
        if (const auto open = TRY(known(database)))
            return *open;
        TRY(insertOperation(database, operation));
        TRY(leaseOperation(database, operation.id, d->engine, TRY(d->leaseEnd(transaction))));
        TRY(transaction.append(TRY(draftEvent(EventType::OperationUpdated, operation, d->blobs))));
        return operation;
    });
}

Result<void> Store::updateOperation(const Operation &operation)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        const Operation before = TRY(loadOperation(database, operation.id));
        if (isFinal(before.state))
            return fail(Errc::Cancelled, operation.id.toText() + " has ended");
        if (before == operation)
            return {};
        TRY(storeOperation(database, operation));
        return transaction.append(TRY(draftEvent(EventType::OperationUpdated, operation, d->blobs)));
    });
}

Result<void> Store::appendToOperation(OperationId id, const QList<OperationLine> &lines)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        Database &database = transaction.database();
        TRY(loadOperation(database, id));
        OperationLog log = TRY(insertOperationLines(database, id, lines));
        return transaction.append(TRY(draftEvent(EventType::OperationLogged, std::move(log), d->blobs)));
    });
}

Result<Operation> Store::operation(OperationId id) const
{
    return d->read([&](Database &database) { return loadOperation(database, id); });
}

Result<QList<Operation>> Store::operations(int limit) const
{
    return d->read([&](Database &database) { return loadOperations(database, limit); });
}

Result<OperationLog> Store::operationLog(OperationId id, int first) const
{
    return d->read([&](Database &database) -> Result<OperationLog> {
        TRY(loadOperation(database, id));
        return loadOperationLog(database, id, first);
    });
}

Result<int> Store::forgetOperations(Timestamp endedBefore)
{
    return d->write([&](Transaction &transaction) { return deleteOperations(transaction.database(), endedBefore); });
}

} // namespace assay::core
