// SPDX-License-Identifier: GPL-3.0-or-later
// A session's whole life by the clock, with the real engine and real judgements, also across a restart of the engine.
#include "tests/unit/judge/engine_fixture.h"
#include "tests/unit/sessions/folder_search.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_SessionLife : public QObject
{
    Q_OBJECT

    std::unique_ptr<PackageEngine> m_home;

    [[nodiscard]] SessionState stateOf(SessionId id) const { return m_home->engine->store().session(id)->state; }
    [[nodiscard]] QStringList tracesOf(const QList<QByteArray> &texts) const
    {
        return test::filesHolding(m_home->data.path(), texts) + test::tablesHolding(m_home->address(), texts);
    }
    void waitFor(SessionId id, SessionState state) const
    {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(id), state, 30'000 * slowness());
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void life_isLivedByItself_data();
    void life_isLivedByItself();
};

void tst_SessionLife::initTestCase()
{
    m_home = std::make_unique<PackageEngine>();
    m_home->openWithPackage();
}

void tst_SessionLife::cleanupTestCase()
{
    m_home.reset();
}

void tst_SessionLife::life_isLivedByItself_data()
{
    QTest::addColumn<bool>("restart");
    QTest::newRow("one engine") << false;
    QTest::newRow("two engines, one after the other") << true;
}

void tst_SessionLife::life_isLivedByItself()
{
    QFETCH(const bool, restart);
    const Timestamp now = SystemClock().now();
    const Timestamp start = now + 3s * slowness();
    const Timestamp end = start + 5s * slowness();
    const Timestamp purge = end + 4s * slowness();
    const auto id =
        m_home->engine->sessions().create({.title = u"Interview with Kim Nordqvist"_s,
                                           .startsAt = start,
                                           .closesAt = end,
                                           .purgeAt = purge,
                                           .rules = {.problems = {m_home->problem}, .languages = {u"cpp"_s}}});
    QVERIFY(id);
    const auto kim = m_home->engine->sessions().addParticipant(*id, u"Kim Nordqvist"_s, ParticipantRole::Candidate);
    QVERIFY(kim && m_home->engine->sessions().act(*id, SessionAction::Arm));
    waitFor(*id, SessionState::Ready);
    QVERIFY(m_home->engine->sessions().join(*id, *kim) && m_home->engine->sessions().consent(*id, *kim));
    QVERIFY(SystemClock().now() < start);
    if (restart)
        m_home->open();
    waitFor(*id, SessionState::Live);
    QVERIFY(SystemClock().now() >= start);
    // What of it is in a compiled program, too.
    const QByteArray source = "#include <iostream>\nint main() { long n; std::cin >> n; std::cout << 2 * n << '\\n'; "
                              "std::cerr << \"my-own-thought\\n\"; }\n";
    const auto submission =
        m_home->engine->submissions().submit({.participant = *kim,
                                              .problem = m_home->problem,
                                              .language = u"cpp"_s,
                                              .sources = {{.name = u"main.cpp"_s, .content = source}}});
    QVERIFY(submission);
    const auto judgement = m_home->log->waitFor(*submission, JudgementState::Done);
    QVERIFY(judgement && judgement->verdict == Verdict::Accepted);
    const auto document = m_home->engine->documents().open(*kim, m_home->problem, u"cpp"_s);
    QVERIFY(document);
    QVERIFY(m_home->engine->documents()
                .edit(*kim, document->id, 0,
                      {{.client = {}, .change = {{.length = 0, .kept = false, .inserted = u"typed-in-passing"_s}}}})
                ->taken);
    const QList<QByteArray> traces{"my-own-thought", "typed-in-passing", "Nordqvist", kim->toText().c_str()};
    QVERIFY(tracesOf(traces).size() >= 4);
    if (restart)
        m_home->open();
    waitFor(*id, SessionState::Ended);
    QVERIFY(SystemClock().now() >= end);
    waitFor(*id, SessionState::Purged);
    QVERIFY(SystemClock().now() >= purge);
    QTRY_COMPARE(tracesOf(traces), QStringList());
    QCOMPARE(m_home->engine->store().receipt(*id)->value().submissions, 1);
}

QTEST_GUILESS_MAIN(tst_SessionLife)
#include "tst_session_life.moc"
