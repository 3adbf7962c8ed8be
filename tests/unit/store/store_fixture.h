// SPDX-License-Identifier: GPL-3.0-or-later
// A real store in a temporary folder, and domain objects to fill it with.
#pragma once

#include "tests/unit/store/test_database.h"

#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

namespace assay::core::test {

/// "" for a value, else what failed: QCOMPARE(errorOf(x), Errc::…) reads well and shows the detail when it differs.
template <typename T>
std::optional<Errc> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

/// Stands still until it is set.
class FakeClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    [[nodiscard]] Microseconds monotonic() const override { return time.time_since_epoch(); }

    Timestamp time{Milliseconds{1'700'000'000'123}};
};

/// Collects events; read it when no write is under way.
class EventLog
{
public:
    explicit EventLog(EventBus &bus)
        : m_subscription(bus.subscribe([this](const Event &event) { events.append(event); }))
    {
    }
    QList<Event> events;

private:
    Subscription m_subscription;
};

struct StoreFixture {
    QTemporaryDir folder;
    EventBus bus;
    FakeClock clock;
    int maxWaitingPerLane = 0;
    QString database = makeTestDatabase(); ///< Empty: SQLite in the folder.

    [[nodiscard]] DatabaseAddress address() const { return testAddress(database, path()); }
    [[nodiscard]] std::filesystem::path path() const { return folder.path().toStdString(); }
    [[nodiscard]] Result<std::unique_ptr<Store>> tryOpen()
    {
        QueueRules rules = QueueRules::unbounded();
        rules.run.maxWaiting = rules.submit.maxWaiting = maxWaitingPerLane;
        return Store::open({.folder = path(), .database = database, .queueRules = rules}, bus, clock);
    }
    [[nodiscard]] std::unique_ptr<Store> open() { return expect(tryOpen()); }
};

struct Entry {
    Submission submission;
    Judgement judgement;
};

[[nodiscard]] inline Entry makeEntry(Purpose purpose = Purpose::Submit, ProblemId problem = {})
{
    Entry entry;
    entry.submission.id = SubmissionId::make();
    entry.submission.problem = problem;
    entry.submission.language = QStringLiteral("cpp");
    entry.submission.sources = {{.name = QStringLiteral("main.cpp"), .content = "int main() {}\n"}};
    entry.submission.entryPoint = QStringLiteral("main.cpp");
    entry.submission.purpose = purpose;
    entry.submission.created = Timestamp{Milliseconds{1'700'000'000'000}};
    entry.judgement.id = JudgementId::make();
    entry.judgement.submission = entry.submission.id;
    entry.judgement.queued = entry.submission.created;
    return entry;
}

[[nodiscard]] inline Problem makeProblem(const QString &shortName)
{
    Problem problem;
    problem.id = ProblemId::make();
    problem.shortName = shortName;
    problem.contentHash = QStringLiteral("hash of ") + shortName;
    problem.names.insert(QStringLiteral("en"), QStringLiteral("Title of ") + shortName);
    problem.root = "/packages/" + shortName.toStdString();
    return problem;
}

[[nodiscard]] inline CaseRun makeCase(int ordinal, Verdict verdict = Verdict::Accepted)
{
    CaseRun run;
    run.ordinal = ordinal;
    run.name = QStringLiteral("sample/%1").arg(ordinal);
    run.secret = false;
    run.state = CaseState::Done;
    run.verdict = verdict;
    run.cpu = Microseconds{1234};
    run.wall = Microseconds{2345};
    run.memory = Bytes{3'456'789};
    run.exitCode = 0;
    run.output = "42\n";
    return run;
}

[[nodiscard]] inline Entry add(Store &store, Purpose purpose = Purpose::Submit)
{
    Entry entry = makeEntry(purpose);
    expect(store.addSubmission(entry.submission, entry.judgement));
    return entry;
}

[[nodiscard]] inline ClaimedTask claim(Store &store, Purpose lane = Purpose::Submit)
{
    auto task = expect(store.claimNext(lane, QStringLiteral("local")));
    if (!task)
        qFatal("nothing to claim");
    return *std::move(task);
}

} // namespace assay::core::test
