// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the jury's submissions bound a time limit, by which of their cases, and what follows.
#include "core/problems/time_limit_inference.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QList<Verdict> kAccepted{Verdict::Accepted};
const QList<Verdict> kWrongOrAccepted{Verdict::Accepted, Verdict::WrongAnswer};
const QList<Verdict> kSlowOrAccepted{Verdict::Accepted, Verdict::TimeLimitExceeded};

Judgement judgementOf(const QList<std::pair<QString, Microseconds>> &times)
{
    Judgement judgement;
    for (const auto &[name, time] : times)
        judgement.cases.append({.name = name, .state = CaseState::Done, .verdict = Verdict::Accepted, .cpu = time});
    return judgement;
}

} // namespace

class tst_TimeLimitInference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsTimeLimit_isForThoseThatMayNotBeTooSlow();
    void slowestBoundingCase_looksAtTheRulesCases();
    void inferredTimeLimit_isTheNextMultiple_data();
    void inferredTimeLimit_isTheNextMultiple();
};

void tst_TimeLimitInference::boundsTimeLimit_isForThoseThatMayNotBeTooSlow()
{
    QVERIFY(boundsTimeLimit({.expected = kAccepted}));
    QVERIFY(!boundsTimeLimit({.expected = {Verdict::WrongAnswer}}));
    QVERIFY(!boundsTimeLimit({.expected = {Verdict::TimeLimitExceeded}}));
    QVERIFY(!boundsTimeLimit({}));
    QVERIFY(!boundsTimeLimit({.partialScore = true, .expected = kAccepted}));
    // Older formats: what the cases of a wrong answer may give bounds nothing.
    QVERIFY(!boundsTimeLimit({.expected = {Verdict::WrongAnswer},
                              .rules = {{.permitted = kWrongOrAccepted}},
                              .mode = ExpectationMode::Either}));
    QVERIFY(boundsTimeLimit({.expected = {Verdict::WrongAnswer}, .rules = {{.permitted = kWrongOrAccepted}}}));
    QVERIFY(!boundsTimeLimit({.rules = {{.permitted = kSlowOrAccepted}}}));
    QVERIFY(!boundsTimeLimit({.rules = {{.permitted = kAccepted, .timeLimitUse = TimeLimitUse::Never}}}));
    QVERIFY(boundsTimeLimit({.rules = {{.permitted = kSlowOrAccepted, .timeLimitUse = TimeLimitUse::Lower}}}));
}

void tst_TimeLimitInference::slowestBoundingCase_looksAtTheRulesCases()
{
    const Judgement judgement = judgementOf({{u"sample/1"_s, 10ms}, {u"secret/a"_s, 300ms}, {u"secret/b"_s, 700ms}});
    QCOMPARE(slowestBoundingCase({.expected = kAccepted}, judgement), Microseconds(700ms));
    QCOMPARE(slowestBoundingCase({.rules = {{.cases = u"secret/a"_s, .permitted = kAccepted},
                                            {.cases = u"secret/b"_s, .permitted = kSlowOrAccepted}}},
                                 judgement),
             Microseconds(300ms));
    QCOMPARE(slowestBoundingCase({.expected = kAccepted}, {}), Microseconds(0));
}

void tst_TimeLimitInference::inferredTimeLimit_isTheNextMultiple_data()
{
    QTest::addColumn<double>("multiplier");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<int>("slowest");
    QTest::addColumn<int>("limit");
    QTest::newRow("next second") << 2.0 << 1000 << 510 << 2000;
    QTest::newRow("just enough") << 2.0 << 1000 << 500 << 1000;
    QTest::newRow("at least one step") << 2.0 << 1000 << 0 << 1000;
    QTest::newRow("legacy") << 5.0 << 1000 << 1001 << 6000;
    QTest::newRow("finer") << 1.5 << 100 << 333 << 500;
}

void tst_TimeLimitInference::inferredTimeLimit_isTheNextMultiple()
{
    QFETCH(const double, multiplier);
    QFETCH(const int, resolution);
    QFETCH(const int, slowest);
    QFETCH(const int, limit);
    QCOMPARE(
        inferredTimeLimit({.acToTimeLimit = multiplier, .resolution = Milliseconds(resolution)}, Milliseconds(slowest)),
        Milliseconds(limit));
}

QTEST_GUILESS_MAIN(tst_TimeLimitInference)
#include "tst_time_limit_inference.moc"
