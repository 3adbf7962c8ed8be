// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of how long somebody is told to wait.
#include "core/queue/wait_estimate.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

class TestWaitEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tooLittleKnown_saysNothing();
    void allAlike_isExact_data();
    void allAlike_isExact();
    void mixed_p90IsLonger();
    void busyLongerThanAny_mayEndAtOnce();
    void farBehind_growsOn();
};

void TestWaitEstimate::tooLittleKnown_saysNothing()
{
    const std::vector<Milliseconds> four(4, 1000ms);
    QVERIFY(!estimateWait(0, 1, four, {}));
    const std::vector<Milliseconds> five(5, 1000ms);
    QVERIFY(estimateWait(0, 1, five, {}));
    QVERIFY(!estimateWait(0, 0, five, {}));
}

void TestWaitEstimate::allAlike_isExact_data()
{
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("atOnce");
    QTest::addColumn<QList<int>>("busy");
    QTest::addColumn<int>("wait");
    QTest::newRow("free") << 0 << 1 << QList<int>{} << 0;
    QTest::newRow("one runs") << 0 << 1 << QList<int>{400} << 600;
    QTest::newRow("one runs, one ahead") << 1 << 1 << QList<int>{400} << 1600;
    QTest::newRow("two workers, one free") << 0 << 2 << QList<int>{400} << 0;
    QTest::newRow("two workers, two ahead") << 2 << 2 << QList<int>{400, 100} << 1600;
    QTest::newRow("ten ahead of five") << 10 << 5 << QList<int>{0, 0, 0, 0, 0} << 3000;
}

void TestWaitEstimate::allAlike_isExact()
{
    QFETCH(const int, position);
    QFETCH(const int, atOnce);
    QFETCH(const QList<int>, busy);
    QFETCH(const int, wait);
    const std::vector<Milliseconds> durations(20, 1000ms);
    std::vector<Milliseconds> busyFor;
    for (const int one : busy)
        busyFor.emplace_back(one);
    const auto estimate = estimateWait(position, atOnce, durations, busyFor);
    QVERIFY(estimate.has_value());
    QCOMPARE(estimate->p50.count(), wait);
    QCOMPARE(estimate->p90.count(), wait);
}

void TestWaitEstimate::mixed_p90IsLonger()
{
    std::vector<Milliseconds> durations(80, 100ms);
    durations.resize(100, 10'000ms);
    const auto estimate = estimateWait(3, 1, durations, {});
    QVERIFY(estimate->p50 >= 300ms && estimate->p50 < estimate->p90);
    QVERIFY(estimate->p90 >= 10'000ms && estimate->p90 <= 30'000ms);
    QVERIFY(estimate == estimateWait(3, 1, durations, {}));
}

void TestWaitEstimate::busyLongerThanAny_mayEndAtOnce()
{
    const std::vector<Milliseconds> durations(10, 1000ms);
    const std::vector<Milliseconds> busyFor{5000ms};
    QCOMPARE(estimateWait(0, 1, durations, busyFor)->p50, 0ms);
}

void TestWaitEstimate::farBehind_growsOn()
{
    const std::vector<Milliseconds> durations(10, 10ms);
    QVERIFY(estimateWait(40'000, 2, durations, {})->p50 >= 2 * estimateWait(10'000, 2, durations, {})->p50);
}

QTEST_GUILESS_MAIN(TestWaitEstimate)
#include "tst_wait_estimate.moc"
