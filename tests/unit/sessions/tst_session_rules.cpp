// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what a session may become: by a table of its own, and by many random ways through it.
#include "core/model/candidate_event.h"
#include "core/sessions/session_rules.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp kNow{Milliseconds{1'800'000'000'000}};

/// Every step that there is, in words, written down apart from the rules.
const QSet<QString> kSteps{
    u"draft scheduled"_s,  u"scheduled preparing"_s, u"preparing ready"_s,     u"preparing failed"_s,
    u"failed preparing"_s, u"scheduled missed"_s,    u"missed ready"_s,        u"missed cancelled"_s,
    u"ready live"_s,       u"live paused"_s,         u"paused live"_s,         u"live ended"_s,
    u"paused ended"_s,     u"ended in_review"_s,     u"in_review finalized"_s, u"finalized purged"_s,
    u"draft cancelled"_s,  u"scheduled cancelled"_s, u"ready cancelled"_s,     u"cancelled purged"_s,
    u"ended purged"_s,     u"in_review purged"_s, // forced by purge_at
};

QString name(SessionState state)
{
    const auto text = kSessionStateNames.text(state);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

Session complete()
{
    Session session;
    session.id = SessionId::make();
    session.rules.problems = {ProblemId::make()};
    session.startsAt = kNow + 1h;
    session.closesAt = kNow + 2h;
    session.purgeAt = kNow + 3h;
    return session;
}

Session inState(SessionState state)
{
    Session session = complete();
    session.state = state;
    return session;
}

} // namespace

class TestSessionRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAction_inEveryState_isAStepOrRefused();
    void randomWays_neverLeaveTheTable();
    void clock_alone_bringsItFromScheduledToPurged();
    void arm_withoutProblems_isRefused();
    void times_outOfOrder_areRefused();
    void start_withoutConsent_isRefused();
    void purge_held_isRefused();
    void pauses_moveTheEnd();
    void missed_whenItsTimeIsLongGone();
    void clock_setBack_doesNothingTwice();
    void ownTime_runsFromItsBegin();
    void ownTime_beginsOnceAndOnlyWhenItMay();
};

void TestSessionRules::everyAction_inEveryState_isAStepOrRefused()
{
    QSet<QString> taken;
    for (const auto &[state, stateName] : kSessionStateNames.rows()) {
        for (const auto &[action, actionName] : kSessionActionNames.rows()) {
            const auto after = withAction(inState(state), action, kNow);
            if (after)
                taken.insert(name(state) + u' ' + name(after->state));
            else
                QCOMPARE(after.error().code, Errc::InvalidArgument);
        }
    }
    QCOMPARE(taken - kSteps, QSet<QString>());
    QCOMPARE(kSteps - taken, QSet<QString>());
}

void TestSessionRules::randomWays_neverLeaveTheTable()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    QSet<QString> reached;
    int steps = 0;
    for (int way = 0; way < 2000; ++way) {
        Session session = complete();
        Timestamp now = kNow;
        for (int step = 0; step < 60; ++step) {
            now += Milliseconds{random.bounded(20 * 60'000) - 60'000}; // and sometimes back
            const bool byClock = random.bounded(3) == 0;
            const auto action = byClock ? dueAction(session, now)
                                        : std::optional(static_cast<SessionAction>(
                                              random.bounded(static_cast<int>(kSessionActionNames.rows().size()))));
            if (!action)
                continue;
            const auto after = withAction(session, *action, now);
            if (!after) {
                QVERIFY2(!byClock, qPrintable(u"seed %1: the clock asked for what is refused: %2"_s.arg(seed).arg(
                                       QString::fromStdString(after.error().detail))));
                continue;
            }
            const QString taken = name(session.state) + u' ' + name(after->state);
            QVERIFY2(kSteps.contains(taken), qPrintable(u"seed %1: %2"_s.arg(seed).arg(taken)));
            for (const SessionPause &pause : after->pauses)
                QVERIFY(!pause.to || *pause.to >= pause.from);
            QCOMPARE(after->state == SessionState::Paused, !after->pauses.isEmpty() && !after->pauses.last().to);
            session = *after;
            reached.insert(name(session.state));
            ++steps;
        }
    }
    QCOMPARE(reached.size(), static_cast<qsizetype>(kSessionStateNames.rows().size()) - 1); // all but draft
    qInfo("2,000 ways, %d steps, seed %u", steps, seed);
}

void TestSessionRules::clock_alone_bringsItFromScheduledToPurged()
{
    Session session = *withAction(complete(), SessionAction::Arm, kNow);
    QStringList states;
    for (Timestamp now = kNow; now <= kNow + 4h; now += 1s) {
        while (const auto action = dueAction(session, now)) {
            session = *withAction(session, *action, now);
            states.append(u"%1 %2"_s.arg(name(session.state)).arg((now - kNow) / 1s));
        }
        if (session.state == SessionState::Preparing)
            session = *withAction(session, SessionAction::PreparationDone, now);
    }
    QCOMPARE(states, (QStringList{u"preparing 3540"_s, u"live 3600"_s, u"ended 7200"_s, u"purged 10800"_s}));
}

void TestSessionRules::arm_withoutProblems_isRefused()
{
    Session session = complete();
    session.rules.problems.clear();
    QVERIFY(!withAction(session, SessionAction::Arm, kNow));
    QVERIFY(!withAction(complete(), SessionAction::Arm, kNow + 2h)); // over before it began
}

void TestSessionRules::times_outOfOrder_areRefused()
{
    Session session = complete();
    session.closesAt = session.startsAt;
    QVERIFY(!checkTimes(session));
    session = complete();
    session.purgeAt = *session.closesAt - 1ms;
    QVERIFY(!checkTimes(session));
    session.purgeAt.reset();
    session.startsAt.reset();
    QVERIFY(checkTimes(session));
}

void TestSessionRules::start_withoutConsent_isRefused()
{
    Session session = inState(SessionState::Ready);
    session.participants = {
        {.id = ParticipantId::make(), .name = u"Kim"_s, .role = ParticipantRole::Candidate},
        {.id = ParticipantId::make(), .name = u"Host"_s, .role = ParticipantRole::Host, .joined = kNow}};
    QVERIFY(withAction(session, SessionAction::Start, kNow)); // nobody has come yet
    session.participants.first().joined = kNow;
    QVERIFY(!withAction(session, SessionAction::Start, kNow));
    QVERIFY(!dueAction(session, kNow + 90min));
    session.participants.first().consented = kNow;
    QVERIFY(withAction(session, SessionAction::Start, kNow));
}

void TestSessionRules::purge_held_isRefused()
{
    Session session = inState(SessionState::Finalized);
    session.held = true;
    QVERIFY(!withAction(session, SessionAction::Purge, kNow + 4h));
    QVERIFY(!dueAction(session, kNow + 4h));
    session.held = false;
    QCOMPARE(dueAction(session, kNow + 4h), SessionAction::Purge);
}

void TestSessionRules::pauses_moveTheEnd()
{
    Session session = inState(SessionState::Live);
    session = *withAction(session, SessionAction::Pause, kNow + 70min);
    QCOMPARE(effectiveClosesAt(session, kNow + 80min), *session.closesAt + 10min);
    QVERIFY(!dueAction(session, kNow + 5h)); // time stands still
    session = *withAction(session, SessionAction::Resume, kNow + 100min);
    QVERIFY(!dueAction(session, *session.closesAt + 29min));
    QCOMPARE(dueAction(session, *session.closesAt + 30min), SessionAction::Close);
}

void TestSessionRules::missed_whenItsTimeIsLongGone()
{
    const Session session = inState(SessionState::Scheduled);
    QVERIFY(!dueAction(session, *session.startsAt - kPreparationLead - 1ms));
    QCOMPARE(dueAction(session, *session.startsAt - kPreparationLead), SessionAction::Prepare);
    QCOMPARE(dueAction(session, *session.startsAt + kMissedAfter), SessionAction::Prepare);
    QCOMPARE(dueAction(session, *session.startsAt + kMissedAfter + 1ms), SessionAction::Miss);
    Session brief = session;
    brief.closesAt = *session.startsAt + 1min;
    QCOMPARE(dueAction(brief, *brief.closesAt), SessionAction::Miss);
}

void TestSessionRules::clock_setBack_doesNothingTwice()
{
    Session session = *withAction(inState(SessionState::Ready), SessionAction::Start, kNow + 1h);
    QVERIFY(!dueAction(session, kNow)); // as if it had never been an hour later
    session = *withAction(session, SessionAction::Close, kNow + 2h);
    QVERIFY(!dueAction(session, kNow + 1h));
    QVERIFY(!withAction(session, SessionAction::Start, kNow + 1h));
}

/// Live since kNow + 1 h for an hour; each has 20 minutes.
Session takeHome()
{
    Session session = inState(SessionState::Live);
    session.ownLength = 20min;
    session.participants = {{.id = ParticipantId::make(), .name = u"Kim"_s, .consented = kNow},
                            {.id = ParticipantId::make(), .name = u"Ada"_s, .extraPercent = 50, .consented = kNow},
                            {.id = ParticipantId::make(), .name = u"Host"_s, .role = ParticipantRole::Host}};
    return session;
}

void TestSessionRules::ownTime_runsFromItsBegin()
{
    Session session = takeHome();
    const Timestamp window = *session.closesAt;
    const auto endOf = [&](int who, Timestamp now) { return closesFor(session, session.participants[who], now); };
    QVERIFY(!mayWork(session, session.participants[0]) && mayWork(session, session.participants[2]));
    QCOMPARE(endOf(0, kNow + 61min), window); // the last moment there is
    session = *withBegun(session, session.participants[0].id, kNow + 65min);
    session = *withBegun(session, session.participants[1].id, kNow + 65min);
    QVERIFY(mayWork(session, session.participants[0]));
    QCOMPARE(endOf(0, kNow + 70min), kNow + 85min);
    QCOMPARE(endOf(1, kNow + 70min), kNow + 95min); // half as long again
    const auto seen = candidateView(session, session.participants[1].id, kNow + 94min);
    QVERIFY(seen && seen->ownLength == 30min && seen->began == kNow + 65min && !seen->over);
    QVERIFY(candidateView(session, session.participants[1].id, kNow + 95min)->over);
    QVERIFY(!candidateView(session, session.participants[1].id, kNow + 94min + 59s)->over);
    // What was paused before does not count, what is after does; for the window both do.
    session.pauses = {{.from = kNow + 60min, .to = kNow + 66min}, {.from = kNow + 70min, .to = kNow + 80min}};
    QCOMPARE(endOf(0, kNow + 90min), kNow + 85min + 11min);
    QCOMPARE(effectiveClosesAt(session, kNow + 90min), window + 16min);
    // Whoever begins late has what is left.
    session.pauses.clear();
    session.participants[0].began = window - 5min;
    QCOMPARE(endOf(0, window - 4min), window);
    // Nobody has more time than there is, and the session does not end with the first who is done.
    QCOMPARE(effectiveClosesAt(session, window - 4min), window);
    session.closesAt.reset();
    QVERIFY(!effectiveClosesAt(session, kNow + 9h));
    QCOMPARE(endOf(1, kNow + 70min), kNow + 95min);
}

void TestSessionRules::ownTime_beginsOnceAndOnlyWhenItMay()
{
    Session session = takeHome();
    const ParticipantId kim = session.participants[0].id;
    const Session begun = *withBegun(session, kim, kNow + 65min);
    QCOMPARE(withBegun(begun, kim, kNow + 70min)->participants[0].began, kNow + 65min);
    QCOMPARE(withBegun(session, ParticipantId::make(), kNow).error().code, Errc::NotFound);
    for (const SessionState state : {SessionState::Ready, SessionState::Paused, SessionState::Ended}) {
        session.state = state;
        QVERIFY(!withBegun(session, kim, kNow + 65min));
    }
    session = takeHome();
    session.participants[0].consented.reset();
    QVERIFY(!withBegun(session, kim, kNow + 65min));
    session = takeHome();
    session.ownLength.reset();
    QVERIFY(!withBegun(session, kim, kNow + 65min));
    session.ownLength = 0min;
    QVERIFY(!checkTimes(session));
    session.ownLength = 61min; // of an hour between start and end
    QVERIFY(!checkTimes(session));
    session.ownLength = 60min;
    QVERIFY(checkTimes(session));
    session.ownLength = 61min;
    session.length = 60min;
    QVERIFY(!checkTimes(session));
    // Who has joined and not agreed keeps nobody from beginning.
    session = takeHome();
    session.state = SessionState::Ready;
    session.participants[0].joined = kNow;
    session.participants[0].consented.reset();
    QVERIFY(withAction(session, SessionAction::Start, kNow + 1h));
}

QTEST_GUILESS_MAIN(TestSessionRules)
#include "tst_session_rules.moc"
