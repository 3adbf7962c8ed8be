// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of how workers wait for their lane.
#include "tests/unit/store/store_fixture.h"

#include <atomic>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

/// Far longer than anything here takes: a wait that lasts so long has failed.
constexpr Milliseconds kForever{60'000};

} // namespace

class TestWorkSignal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitForWork_submissionArrives_returns();
    void waitForWork_workArrivedAfterLook_doesNotWait();
    void waitForWork_wakeAll_returns();
    void waitForWork_nothing_returnsAfterItsTime();
};

void TestWorkSignal::waitForWork_submissionArrives_returns()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    QElapsedTimer timer;
    timer.start();
    const std::jthread submitter([&store] { (void)add(*store); });
    std::optional<ClaimedTask> task;
    while (!task && timer.elapsed() < kForever.count()) {
        store->waitForWork(Purpose::Submit, kForever);
        task = expect(store->claimNext(Purpose::Submit, u"local"_s));
    }
    QVERIFY(task);
    QVERIFY(timer.elapsed() < kForever.count());
}

void TestWorkSignal::waitForWork_workArrivedAfterLook_doesNotWait()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    (void)add(*store);
    QElapsedTimer timer;
    timer.start();
    store->waitForWork(Purpose::Submit, kForever);
    QVERIFY(timer.elapsed() < kForever.count());
}

void TestWorkSignal::waitForWork_wakeAll_returns()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    std::atomic<bool> returned = false;
    std::jthread waiter([&] {
        store->waitForWork(Purpose::Submit, kForever);
        returned = true;
    });
    // wakeAll may come before the wait has begun, so it is called until it is heard.
    QElapsedTimer timer;
    timer.start();
    while (!returned && timer.elapsed() < kForever.count()) {
        store->wakeAll();
        std::this_thread::yield();
    }
    QVERIFY(timer.elapsed() < kForever.count());
}

void TestWorkSignal::waitForWork_nothing_returnsAfterItsTime()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QVERIFY(!expect(store->claimNext(Purpose::Submit, u"local"_s)));
    (void)add(*store, Purpose::Run); // another lane's work wakes nobody
    QElapsedTimer timer;
    timer.start();
    store->waitForWork(Purpose::Submit, Milliseconds{30});
    QVERIFY(timer.elapsed() >= 29);
}

QTEST_GUILESS_MAIN(TestWorkSignal)
#include "tst_work_signal.moc"
