// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of operations over a real store: steps, log, one at a time, cancel, and what happens when an engine ends.
#include "core/json/text.h"
#include "core/operations/operation_service.h"
#include "tests/unit/store/store_fixture.h"

#include <future>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Work that waits until the test lets it go on.
struct Held {
    std::promise<void> begun;
    std::promise<void> release;
    std::shared_future<void> released = release.get_future().share();

    [[nodiscard]] OperationTask task(OperationType type = OperationType::PrepareSession,
                                     std::optional<SessionId> session = std::nullopt)
    {
        return {.type = type,
                .session = session,
                .subject = {},
                .steps = 2,
                .work = [this](OperationRun &run) -> Result<void> {
                    run.step(u"one"_s);
                    begun.set_value();
                    released.wait();
                    TRY(run.mayGoOn());
                    run.step(u"two"_s);
                    return {};
                }};
    }
};

struct OperationsFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    std::unique_ptr<OperationService> service = std::make_unique<OperationService>(*store, files.clock);

    void reopen()
    {
        service.reset();
        store.reset();
        store = files.open();
        service = std::make_unique<OperationService>(*store, files.clock);
    }
    [[nodiscard]] OperationState stateOf(OperationId id) const { return expect(store->operation(id)).state; }
    [[nodiscard]] QStringList logOf(OperationId id) const
    {
        QStringList texts;
        for (const OperationLine &line : expect(store->operationLog(id, 0)).lines)
            texts.append(line.text);
        return texts;
    }
};

} // namespace

class TestOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void work_isRecordedStepByStep();
    void failure_isKeptWithItsReason();
    void second_ofTheSameKind_isTheFirst();
    void manyThatTakeLong_holdUpNobody();
    void cancelled_endsAtTheNextLook();
    void cancelled_isUndone();
    void stoppedEngine_leavesItOpenForTheNext();
    void interrupted_backupHasFailed();
    void log_silentWork_isWrittenByTheClock();
    void ended_isForgottenAfterADay();
    void events_carryStatesAndLines();
};

void TestOperations::work_isRecordedStepByStep()
{
    OperationsFixture fixture;
    Held held;
    const OperationId id = expect(fixture.service->start(held.task()));
    held.begun.get_future().wait();
    const Operation running = expect(fixture.store->operation(id));
    QCOMPARE(running.state, OperationState::Running);
    QCOMPARE(running.doing, u"one"_s);
    QCOMPARE(running.step, 0);
    QVERIFY(running.started.has_value());
    held.release.set_value();
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Completed);
    const Operation done = expect(fixture.store->operation(id));
    QCOMPARE(done.step, 2);
    QVERIFY(done.ended.has_value() && done.failure.isEmpty());
    QCOMPARE(fixture.logOf(id), QStringList({u"one"_s, u"two"_s}));
}

void TestOperations::failure_isKeptWithItsReason()
{
    OperationsFixture fixture;
    const auto done = fixture.service->perform({.type = OperationType::Backup,
                                                .session = {},
                                                .subject = {},
                                                .steps = 1,
                                                .work = [](OperationRun &run) -> Result<void> {
                                                    run.step(u"writing"_s);
                                                    return fail(Errc::Io, "the disk is full");
                                                }});
    QCOMPARE(errorOf(done), Errc::Io);
    const Operation failed = expect(fixture.store->operations(10)).first();
    QCOMPARE(failed.state, OperationState::Failed);
    QVERIFY(failed.failure.contains(u"the disk is full"_s));
    QCOMPARE(failed.step, 0);
    QVERIFY(fixture.logOf(failed.id).last().contains(u"the disk is full"_s));
}

void TestOperations::second_ofTheSameKind_isTheFirst()
{
    OperationsFixture fixture;
    Held held;
    Held other;
    const SessionId session = SessionId::make();
    const OperationId first = expect(fixture.service->start(held.task(OperationType::PrepareSession, session)));
    held.begun.get_future().wait();
    QVERIFY(fixture.service->isUnderWay(OperationType::PrepareSession, session));
    QCOMPARE(expect(fixture.service->start(other.task(OperationType::PrepareSession, session))), first);
    OperationTask alone = other.task(OperationType::PrepareSession, session);
    alone.joins = false;
    QCOMPARE(errorOf(fixture.service->start(alone)), Errc::InvalidArgument);
    OperationTask ofSomethingElse = other.task(OperationType::PrepareSession, session);
    ofSomethingElse.subject = u"another"_s;
    ofSomethingElse.work = [](OperationRun & /*run*/) -> Result<void> { return {}; };
    QVERIFY(expect(fixture.service->start(ofSomethingElse)) != first);
    QCOMPARE(errorOf(fixture.service->perform(other.task(OperationType::PrepareSession, session))),
             Errc::InvalidArgument);
    // Another session's is another one.
    const OperationId second =
        expect(fixture.service->start(other.task(OperationType::PrepareSession, SessionId::make())));
    QVERIFY(second != first);
    QCOMPARE(expect(fixture.store->operations(10)).size(), 3);
    held.release.set_value();
    other.release.set_value();
    QTRY_COMPARE(fixture.stateOf(first), OperationState::Completed);
    QTRY_COMPARE(fixture.stateOf(second), OperationState::Completed);
}

/// A session has its time, whatever others wait for.
void TestOperations::manyThatTakeLong_holdUpNobody()
{
    OperationsFixture fixture;
    std::promise<void> release;
    const auto released = release.get_future().share();
    std::vector<OperationId> waiting;
    for (int i = 0; i < 64; ++i) {
        const OperationTask task{.type = OperationType::VerifyProblem,
                                 .session = {},
                                 .subject = QString::number(i),
                                 .work = [released](OperationRun & /*run*/) -> Result<void> {
                                     released.wait();
                                     return {};
                                 }};
        waiting.push_back(expect(fixture.service->start(task)));
    }
    const OperationTask oneMore{.type = OperationType::VerifyProblem,
                                .session = {},
                                .subject = u"one more"_s,
                                .work = [](OperationRun & /*run*/) -> Result<void> { return {}; }};
    QCOMPARE(errorOf(fixture.service->start(oneMore)), Errc::QueueFull);
    OperationTask ofSession = oneMore;
    ofSession.type = OperationType::PrepareSession;
    ofSession.session = SessionId::make();
    const OperationId id = expect(fixture.service->start(ofSession));
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Completed);
    release.set_value();
    for (const OperationId one : waiting)
        QTRY_COMPARE(fixture.stateOf(one), OperationState::Completed);
    const OperationId last = expect(fixture.service->start(oneMore));
    QTRY_COMPARE(fixture.stateOf(last), OperationState::Completed);
}

void TestOperations::cancelled_isUndone()
{
    OperationsFixture fixture;
    Held held;
    OperationTask task = held.task();
    std::atomic<int> undone = 0;
    task.undo = [&undone]() -> Result<void> {
        ++undone;
        return {};
    };
    const OperationId id = expect(fixture.service->start(task));
    held.begun.get_future().wait();
    QVERIFY(expect(fixture.service->cancel(id)));
    held.release.set_value();
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Cancelled);
    QCOMPARE(undone.load(), 1);
}

void TestOperations::cancelled_endsAtTheNextLook()
{
    OperationsFixture fixture;
    Held held;
    const OperationId id = expect(fixture.service->start(held.task()));
    held.begun.get_future().wait();
    QVERIFY(expect(fixture.service->cancel(id)));
    held.release.set_value();
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Cancelled);
    QVERIFY(!expect(fixture.service->cancel(id)));
    QCOMPARE(errorOf(fixture.service->cancel(OperationId::make())), Errc::NotFound);
}

void TestOperations::stoppedEngine_leavesItOpenForTheNext()
{
    OperationsFixture fixture;
    Held held;
    const SessionId session = SessionId::make();
    const OperationId id = expect(fixture.service->start(held.task(OperationType::PrepareSession, session)));
    held.begun.get_future().wait();
    std::jthread releaser([&held] {
        std::this_thread::sleep_for(50ms);
        held.release.set_value();
    });
    fixture.reopen();
    QCOMPARE(fixture.stateOf(id), OperationState::Running); // as after a crash
    const QList<Operation> again = expect(fixture.service->recover(LostWhen::AtStart));
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.first().id, id);
    Held next;
    next.release.set_value();
    QCOMPARE(expect(fixture.service->start(next.task(OperationType::PrepareSession, session))), id);
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Completed);
    QVERIFY(fixture.logOf(id).contains(u"interrupted; begun again"_s));
}

void TestOperations::interrupted_backupHasFailed()
{
    OperationsFixture fixture;
    const Operation open = expect(fixture.store->openOperation({.id = OperationId::make(),
                                                                .type = OperationType::Backup,
                                                                .session = {},
                                                                .subject = {},
                                                                .result = {},
                                                                .state = OperationState::Running,
                                                                .created = fixture.files.clock.time}));
    fixture.reopen();
    QVERIFY(expect(fixture.service->recover(LostWhen::AtStart)).isEmpty());
    QCOMPARE(fixture.stateOf(open.id), OperationState::Failed);
    QCOMPARE(expect(fixture.store->operation(open.id)).failure, u"interrupted"_s);
}

void TestOperations::log_silentWork_isWrittenByTheClock()
{
    OperationsFixture fixture;
    Held held;
    OperationTask task = held.task();
    task.work = [&held, work = task.work](OperationRun &run) {
        run.log(u"something that nobody pushes"_s, LogLevel::Warning);
        held.begun.set_value();
        held.released.wait();
        return Result<void>{};
    };
    const OperationId id = expect(fixture.service->start(task));
    held.begun.get_future().wait();
    QVERIFY(fixture.logOf(id).isEmpty());
    fixture.service->tick();
    QCOMPARE(fixture.logOf(id), QStringList(u"something that nobody pushes"_s));
    QCOMPARE(expect(fixture.store->operationLog(id, 0)).lines.first().level, LogLevel::Warning);
    QVERIFY(expect(fixture.store->operationLog(id, 1)).lines.isEmpty());
    held.release.set_value();
    QTRY_COMPARE(fixture.stateOf(id), OperationState::Completed);
}

void TestOperations::ended_isForgottenAfterADay()
{
    OperationsFixture fixture;
    const OperationTask task{
        .type = OperationType::Backup, .session = {}, .subject = {}, .steps = 1, .work = [](OperationRun &run) {
            run.log(u"a line"_s);
            return Result<void>{};
        }};
    expect(fixture.service->perform(task));
    fixture.files.clock.time += 23h;
    fixture.service->tick();
    QCOMPARE(expect(fixture.store->operations(10)).size(), 1);
    fixture.files.clock.time += 2h;
    fixture.service->tick();
    QVERIFY(expect(fixture.store->operations(10)).isEmpty());
}

void TestOperations::events_carryStatesAndLines()
{
    OperationsFixture fixture;
    expect(fixture.service->perform(
        {.type = OperationType::Backup, .session = {}, .subject = {}, .steps = 1, .work = [](OperationRun &run) {
             run.step(u"only one"_s);
             return Result<void>{};
         }}));
    QStringList seen;
    for (const Event &event : expect(fixture.store->eventsAfter(0, 100))) {
        if (const auto *operation = std::get_if<Operation>(&event.data))
            seen.append(textOf(kOperationStateNames, operation->state) + u":"_s + operation->doing);
        else if (const auto *log = std::get_if<OperationLog>(&event.data))
            seen.append(u"%1 line from %2"_s.arg(log->lines.size()).arg(log->first));
    }
    QCOMPARE(seen, QStringList({u"pending:"_s, u"running:"_s, u"1 line from 0"_s, u"running:only one"_s,
                                u"completed:only one"_s}));
}

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
