// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of who has handed in too much in too short a time.
#include "core/queue/rate_limiter.h"
#include "tests/unit/store/store_fixture.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace std::chrono_literals;

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void burst_isOneSecondsWorth();
    void pause_fillsItAgain();
    void refusal_saysWhen();
    void participantsAndLanes_areApart();
    void noRate_isNoBound();
    void lessThanOneASecond_letsOneIn();
};

void TestRateLimiter::burst_isOneSecondsWorth()
{
    const FakeClock clock;
    RateLimiter rates(clock);
    const auto who = ParticipantId::make();
    for (int i = 0; i < 5; ++i)
        QVERIFY(!rates.take(who, Purpose::Submit, 5));
    QVERIFY(rates.take(who, Purpose::Submit, 5));
}

void TestRateLimiter::pause_fillsItAgain()
{
    FakeClock clock;
    RateLimiter rates(clock);
    const auto who = ParticipantId::make();
    int taken = 0;
    for (int step = 0; step < 1000; ++step) { // ten seconds
        taken += rates.take(who, Purpose::Run, 10) ? 0 : 1;
        clock.time += 10ms;
    }
    QVERIFY2(taken >= 108 && taken <= 110, qPrintable(QString::number(taken)));
    clock.time += 1h; // and no more than a second's worth
    taken = 0;
    for (int i = 0; i < 50; ++i)
        taken += rates.take(who, Purpose::Run, 10) ? 0 : 1;
    QCOMPARE(taken, 10);
}

void TestRateLimiter::refusal_saysWhen()
{
    FakeClock clock;
    RateLimiter rates(clock);
    const auto who = ParticipantId::make();
    for (int i = 0; i < 5; ++i)
        (void)rates.take(who, Purpose::Submit, 5);
    QCOMPARE(rates.take(who, Purpose::Submit, 5), Milliseconds{200});
    clock.time += 199ms;
    QVERIFY(rates.take(who, Purpose::Submit, 5));
    clock.time += 1ms;
    QVERIFY(!rates.take(who, Purpose::Submit, 5));
}

void TestRateLimiter::participantsAndLanes_areApart()
{
    const FakeClock clock;
    RateLimiter rates(clock);
    const auto who = ParticipantId::make();
    QVERIFY(!rates.take(who, Purpose::Submit, 1));
    QVERIFY(rates.take(who, Purpose::Submit, 1));
    QVERIFY(!rates.take(who, Purpose::Run, 1));
    QVERIFY(!rates.take(ParticipantId::make(), Purpose::Submit, 1));
    QVERIFY(!rates.take({}, Purpose::Submit, 1));
    QVERIFY(rates.take({}, Purpose::Submit, 1));
}

void TestRateLimiter::noRate_isNoBound()
{
    const FakeClock clock;
    RateLimiter rates(clock);
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(!rates.take({}, Purpose::Submit, 0));
}

void TestRateLimiter::lessThanOneASecond_letsOneIn()
{
    FakeClock clock;
    RateLimiter rates(clock);
    QVERIFY(!rates.take({}, Purpose::Submit, 0.1));
    QCOMPARE(rates.take({}, Purpose::Submit, 0.1), Milliseconds{10'000});
    clock.time += 10s;
    QVERIFY(!rates.take({}, Purpose::Submit, 0.1));
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_rate_limiter.moc"
