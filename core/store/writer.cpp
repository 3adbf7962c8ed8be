// SPDX-License-Identifier: GPL-3.0-or-later
// Writer: the one thread that writes, and its queue.
#include "core/store/writer.h"

#include "core/store/migrations.h"

#include <vector>

namespace assay::core {

namespace {

/// So that nobody waits long for others: at 50 µs per write a full batch takes about 25 ms.
constexpr std::size_t kMaxBatch = 512;

Result<std::unique_ptr<Database>> openForWriting(const std::filesystem::path &file)
{
    auto database = TRY(Database::open(file, Database::Access::ReadWrite));
    TRY(migrate(*database));
    for (const auto *pragma : {
             "PRAGMA synchronous = FULL",
             "PRAGMA foreign_keys = ON",
             "PRAGMA secure_delete = ON", // what is deleted is gone from the file
             "PRAGMA temp_store = MEMORY", // savepoint journals stay off the disk
             "PRAGMA wal_autocheckpoint = 4000", // pages, 16 MB: a checkpoint costs two more fsyncs
             "PRAGMA journal_size_limit = 67108864",
         })
        TRY(database->runOnce(QString::fromLatin1(pragma)));
    return database;
}

/// One write inside the group's transaction. Errors of the first level: the whole transaction is lost.
Result<Result<void>> runInSavepoint(Transaction &transaction, Writer::Work &work)
{
    Database &database = transaction.database();
    TRY(database.run("SAVEPOINT entry"));
    Result<void> done = work(transaction);
    if (!done)
        TRY(database.run("ROLLBACK TO entry"));
    TRY(database.run("RELEASE entry"));
    return done;
}

} // namespace

Result<std::unique_ptr<Writer>> Writer::start(std::filesystem::path file, EventBus &bus, const Clock &clock)
{
    std::unique_ptr<Writer> writer(new Writer(bus, clock));
    std::promise<Result<void>> started;
    auto outcome = started.get_future();
    writer->m_thread =
        std::jthread([self = writer.get(), file = std::move(file), promise = std::move(started)](
                         const std::stop_token &stop) mutable { self->serve(file, std::move(promise), stop); });
    TRY(outcome.get());
    return writer;
}

Writer::~Writer()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> Writer::write(Work work)
{
    std::promise<Result<void>> promise;
    auto outcome = promise.get_future();
    {
        const std::scoped_lock lock(m_mutex);
        m_queue.push_back({.work = std::move(work), .done = std::move(promise)});
    }
    m_arrived.notify_one();
    return outcome.get();
}

void Writer::serve(const std::filesystem::path &file, std::promise<Result<void>> started, const std::stop_token &stop)
{
    auto database = openForWriting(file);
    if (!database) {
        started.set_value(std::unexpected(std::move(database).error()));
        return;
    }
    started.set_value({});
    for (auto batch = takeBatch(stop); !batch.empty(); batch = takeBatch(stop))
        commit(**database, std::move(batch));
}

std::deque<Writer::Entry> Writer::takeBatch(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, stop, [this] { return !m_queue.empty(); });
    std::deque<Entry> batch;
    while (!m_queue.empty() && batch.size() < kMaxBatch) {
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return batch;
}

void Writer::commit(Database &database, std::deque<Entry> batch)
{
    std::vector<Result<void>> outcomes;
    QList<Event> events;
    bool emptyLog = false;
    const auto runAll = [&]() -> Result<void> {
        TRY(database.run("BEGIN IMMEDIATE"));
        const Timestamp now = m_clock.now();
        for (auto &entry : batch) {
            Transaction transaction(database, now);
            outcomes.push_back(TRY(runInSavepoint(transaction, entry.work)));
            if (outcomes.back())
                events.append(transaction.takeEvents());
            emptyLog = emptyLog || transaction.wantsEmptyLog();
        }
        return database.run("COMMIT");
    };

    const Result<void> committed = runAll();
    if (!committed) {
        (void)database.run("ROLLBACK"); // fails when SQLite has rolled back by itself
        outcomes.assign(batch.size(), committed);
        events.clear();
    }
    if (committed && emptyLog)
        (void)database.askOnce(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); // a reader may hold it up
    for (const auto &event : events)
        m_bus.publish(event);
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].done.set_value(std::move(outcomes[i]));
}

} // namespace assay::core
