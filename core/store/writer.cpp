// SPDX-License-Identifier: GPL-3.0-or-later
// Writer: the one thread that writes, and its queue.
#include "core/store/writer.h"

#include "core/log_categories.h"
#include "core/store/migrations.h"

#include <vector>

namespace assay::core {

namespace {

/// So that nobody waits long for others: at 50 µs per write a full batch takes about 25 ms.
constexpr std::size_t kMaxBatch = 512;

Result<std::unique_ptr<Database>> openForWriting(const DatabaseAddress &address)
{
    auto database = TRY(Database::open(address, Database::Access::ReadWrite));
    TRY(migrate(*database));
    if (database->dialect() == Dialect::PostgreSql)
        return database;
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

/// What was deleted leaves the database's files too, as far as that is ours to do: SQLite's log is brought home and cut, which
/// a reader may hold up; PostgreSQL keeps its own, and forgets it in its own time.
void emptyLog(Database &database)
{
    if (database.dialect() == Dialect::Sqlite)
        (void)database.askOnce(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
}

/// One write inside the group's transaction. Errors of the first level: the whole transaction is lost.
Result<Result<void>> runInSavepoint(Transaction &transaction, EventCounter &counter, Writer::Work &work)
{
    Database &database = transaction.database();
    const auto mark = counter.mark();
    TRY(database.run("SAVEPOINT entry"));
    Result<void> done = work(transaction);
    if (!done) {
        counter.backTo(mark);
        TRY(database.run("ROLLBACK TO entry"));
    }
    TRY(database.run("RELEASE entry"));
    return done;
}

} // namespace

Result<std::unique_ptr<Writer>> Writer::start(DatabaseAddress address, EngineId engine, EventPublisher publisher,
                                              const Clock &clock)
{
    std::unique_ptr<Writer> writer(new Writer(std::move(address), engine, std::move(publisher), clock));
    std::promise<Result<void>> started;
    auto outcome = started.get_future();
    writer->m_thread =
        std::jthread([self = writer.get(), promise = std::move(started)](const std::stop_token &stop) mutable {
            self->serve(std::move(promise), stop);
        });
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

void Writer::catchUp()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_catchUp = true;
    }
    m_arrived.notify_one();
}

void Writer::serve(std::promise<Result<void>> started, const std::stop_token &stop)
{
    auto database = openForWriting(m_address);
    Result<void> ready = database ? m_publisher.start(**database) : std::unexpected(database.error());
    const bool usable = ready.has_value();
    started.set_value(std::move(ready));
    if (!usable)
        return;
    for (Batch batch = takeBatch(stop); !batch.isEmpty(); batch = takeBatch(stop)) {
        if (database)
            (*database)->look();
        if (!database || !(*database)->isConnected())
            database = openForWriting(m_address);
        if (!database) {
            for (Entry &entry : batch.entries)
                entry.done.set_value(std::unexpected(database.error()));
            continue;
        }
        if (!batch.entries.empty())
            commit(**database, std::move(batch.entries));
        if (batch.catchUp)
            report(m_publisher.catchUp(**database));
    }
}

Writer::Batch Writer::takeBatch(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, stop, [this] { return !m_queue.empty() || m_catchUp; });
    Batch batch{.entries = {}, .catchUp = std::exchange(m_catchUp, false)};
    while (!m_queue.empty() && batch.entries.size() < kMaxBatch) {
        batch.entries.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    return batch;
}

/// Whoever listens hears of it with what comes next.
void Writer::report(const Result<void> &published)
{
    if (!published)
        qCWarning(lcStore, "events: %s", published.error().describe().c_str());
}

void Writer::commit(Database &database, std::deque<Entry> batch)
{
    std::vector<Result<void>> outcomes;
    QList<Event> events;
    bool wantsEmptyLog = false;
    const auto runAll = [&]() -> Result<void> {
        TRY(database.beginWriting());
        const Timestamp now = m_clock.now();
        EventCounter counter(database);
        for (auto &entry : batch) {
            Transaction transaction(database, counter, now);
            outcomes.push_back(TRY(runInSavepoint(transaction, counter, entry.work)));
            if (outcomes.back())
                events.append(transaction.takeEvents());
            wantsEmptyLog = wantsEmptyLog || transaction.wantsEmptyLog();
        }
        TRY(counter.store());
        if (!events.isEmpty())
            TRY(database.notifyOthers(textOf(m_engine)));
        return database.run("COMMIT");
    };

    const Result<void> committed = runAll();
    if (!committed) {
        (void)database.run("ROLLBACK"); // fails when the database has rolled back by itself
        outcomes.assign(batch.size(), committed);
        events.clear();
    }
    if (committed && wantsEmptyLog)
        emptyLog(database);
    report(m_publisher.publish(database, events));
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].done.set_value(std::move(outcomes[i]));
}

} // namespace assay::core
