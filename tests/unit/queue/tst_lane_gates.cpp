// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of how many workers may take work.
#include "core/queue/lane_gates.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

class TestLaneGates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pass_belowTheGate_only();
    void close_waitsForThoseInside();
    void stop_letsNobodyPass();
};

void TestLaneGates::pass_belowTheGate_only()
{
    LaneGates gates;
    gates.open(Purpose::Submit, 1);
    std::atomic<bool> passed = false;
    std::jthread second([&](const std::stop_token &stop) { passed = gates.pass(Purpose::Submit, 1, stop); });
    QVERIFY(gates.pass(Purpose::Submit, 0, {}));
    QTest::qWait(50);
    QVERIFY(!passed);
    gates.open(Purpose::Run, 5);
    QTest::qWait(50);
    QVERIFY(!passed);
    gates.open(Purpose::Submit, 2);
    QTRY_VERIFY(passed);
}

void TestLaneGates::close_waitsForThoseInside()
{
    LaneGates gates;
    gates.open(Purpose::Run, 2);
    QVERIFY(gates.pass(Purpose::Run, 0, {}));
    QVERIFY(gates.pass(Purpose::Run, 1, {}));
    gates.leave();
    QVERIFY(!gates.close(20ms));
    QVERIFY(!gates.pass(Purpose::Run, 0, {}));
    std::jthread leaves([&] {
        std::this_thread::sleep_for(50ms);
        gates.leave();
    });
    QVERIFY(gates.close(10s));
}

void TestLaneGates::stop_letsNobodyPass()
{
    LaneGates gates;
    std::atomic<int> passed = -1;
    std::jthread waits([&](const std::stop_token &stop) { passed = gates.pass(Purpose::Run, 0, stop) ? 1 : 0; });
    QTest::qWait(20);
    QCOMPARE(passed, -1);
    waits.request_stop();
    QTRY_COMPARE(passed, 0);
}

QTEST_GUILESS_MAIN(TestLaneGates)
#include "tst_lane_gates.moc"
