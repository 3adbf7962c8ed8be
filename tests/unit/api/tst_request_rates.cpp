// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of how often somebody may ask.
#include "server/api/request_rates.h"
#include "tests/unit/store/store_fixture.h"

using namespace assay;
using namespace assay::server;
using namespace std::chrono_literals;

class TestRequestRates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void take_aMinutesRequests_thenNoMore();
    void take_laterOn_isFilledAgain();
    void take_keysAreApart();
    void take_withoutALimit_isAlwaysAllowed();
};

void TestRequestRates::take_aMinutesRequests_thenNoMore()
{
    const core::test::FakeClock clock;
    RequestRates rates(clock, 3);
    for (int left = 2; left >= 0; --left) {
        const RateState state = rates.take("a");
        QVERIFY(state.allowed);
        QCOMPARE(state.limit, 3);
        QCOMPARE(state.remaining, left);
    }
    const RateState refused = rates.take("a");
    QVERIFY(!refused.allowed);
    QCOMPARE(refused.remaining, 0);
    QCOMPARE(refused.resetSeconds, 60);
}

void TestRequestRates::take_laterOn_isFilledAgain()
{
    core::test::FakeClock clock;
    RequestRates rates(clock, 3);
    for (int i = 0; i < 3; ++i)
        (void)rates.take("a");
    clock.time += 19s;
    QVERIFY(!rates.take("a").allowed);
    clock.time += 1s;
    QVERIFY(rates.take("a").allowed && !rates.take("a").allowed);
    clock.time += 24h;
    QCOMPARE(rates.take("a").remaining, 2); // no more than a minute's
}

void TestRequestRates::take_keysAreApart()
{
    const core::test::FakeClock clock;
    RequestRates rates(clock, 1);
    QVERIFY(rates.take("a").allowed && rates.take("b").allowed && !rates.take("a").allowed);
}

void TestRequestRates::take_withoutALimit_isAlwaysAllowed()
{
    const core::test::FakeClock clock;
    RequestRates rates(clock, 0);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(rates.take("a").allowed && rates.take("a").limit == 0);
}

QTEST_GUILESS_MAIN(TestRequestRates)
#include "tst_request_rates.moc"
