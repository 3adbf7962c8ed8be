// SPDX-License-Identifier: GPL-3.0-or-later
// Kills a whole engine at random moments, at work with its real sandbox: what it acknowledged is judged in the end, once.
// ASSAY_KILLS says how often; it prints its counts.
#include "tests/unit/judge/engine_fixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>

#include <algorithm>
#include <set>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTimeoutMilliseconds = 60'000;

/// What the killed ones said.
struct Said {
    QList<SubmissionId> submissions;
    int longestOpening = 0; ///< Milliseconds.
};

void readLines(QProcess &process, Said &said)
{
    while (process.canReadLine()) {
        const QList<QByteArray> words = process.readLine().trimmed().split(' ');
        if (words.size() == 2 && words[0] == "open")
            said.longestOpening = std::max(said.longestOpening, words[1].toInt());
        const auto id = words.size() == 2 && words[0] == "sub" ? SubmissionId::fromText(words[1].toStdString())
                                                               : Result<SubmissionId>(fail(Errc::NotFound, ""));
        if (id)
            said.submissions.append(*id);
    }
}

/// Lets one work for so long after it is up, and kills it.
[[nodiscard]] bool workAndKill(const PackageEngine &home, int milliseconds, Said &said)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationDirPath() + u"/engine_submitter"_s,
                  {home.data.path(), home.package.path(), home.database});
    if (!process.waitForReadyRead(kTimeoutMilliseconds * slowness()))
        return false;
    process.waitForFinished(milliseconds);
    process.kill(); // SIGKILL
    process.waitForFinished(kTimeoutMilliseconds);
    readLines(process, said);
    return process.exitStatus() == QProcess::CrashExit;
}

} // namespace

class tst_EngineCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandom_judgesEverythingOnce();
};

void tst_EngineCrash::killedAtRandom_judgesEverythingOnce()
{
    const int kills = std::max(8, qEnvironmentVariableIntValue("ASSAY_KILLS"));
    PackageEngine home;
    writePackage(home.package.path());
    Said said;
    for (int round = 0; round < kills; ++round) {
        // Now and then something is finished: what many in a row did not survive ends as quarantined, and rightly.
        const int milliseconds = (round % 3 == 2 ? 1500 : QRandomGenerator::global()->bounded(1, 700)) * slowness();
        QVERIFY2(workAndKill(home, milliseconds, said), qPrintable(u"round %1"_s.arg(round)));
        QCOMPARE(test::integrityOf(home.address()), u"ok"_s);
    }
    QVERIFY(!said.submissions.isEmpty());

    home.open();
    Store &store = home.engine->store();
    QTRY_VERIFY_WITH_TIMEOUT(store.queueDepth()->waitingSubmit == 0 && store.queueDepth()->active == 0,
                             kTimeoutMilliseconds * slowness());
    for (const SubmissionId id : said.submissions) {
        const auto judgement = store.currentJudgement(id);
        QVERIFY2(judgement, id.toText().c_str());
        QVERIFY2(judgement->state == JudgementState::Done && judgement->verdict == Verdict::Accepted,
                 judgement->reason.toUtf8().constData());
        QCOMPARE(judgement->cases.size(), 3);
        QCOMPARE(store.judgements(id)->size(), 1);
    }
    const auto events = store.eventsAfter(0, 10'000'000);
    QVERIFY(events);
    std::set<JudgementId> done;
    for (qsizetype i = 0; i < events->size(); ++i) {
        QCOMPARE(events->at(i).seq, i + 1);
        if (events->at(i).type == EventType::JudgementDone)
            QVERIFY2(done.insert(std::get<Judgement>(events->at(i).data).id).second, "a judgement was done twice");
    }
    QVERIFY(done.size() >= static_cast<std::size_t>(said.submissions.size())); // one may not have been told of in time
    qInfo("%d kills, %lld submissions acknowledged and judged once, %lld events, opened in %d ms at most", kills,
          static_cast<long long>(said.submissions.size()), static_cast<long long>(events->size()), said.longestOpening);
}

QTEST_GUILESS_MAIN(tst_EngineCrash)
#include "tst_engine_crash.moc"
