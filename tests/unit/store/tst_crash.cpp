// SPDX-License-Identifier: GPL-3.0-or-later
// Tests what is left when the process dies at any moment: everything that was acknowledged, and nothing half done.
#include "tests/unit/store/store_fixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>

#include <algorithm>
#include <csignal>
#include <set>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTimeoutMilliseconds = 60'000;

struct Acknowledged {
    QList<SubmissionId> submissions;
    QList<JudgementId> judgements;
};

QString submitterProgram()
{
    return QCoreApplication::applicationDirPath() + u"/store_submitter"_s;
}

/// Takes the complete lines; what the process was killed in the middle of does not count.
void readLines(QProcess &process, Acknowledged &acknowledged)
{
    while (process.canReadLine()) {
        const QList<QByteArray> words = process.readLine().trimmed().split(' ');
        if (words.size() == 2 && words[0] == "sub")
            acknowledged.submissions.append(expect(SubmissionId::fromText(words[1].toStdString())));
        if (words.size() == 2 && words[0] == "done")
            acknowledged.judgements.append(expect(JudgementId::fromText(words[1].toStdString())));
    }
}

/// Starts the submitter and kills it once it has acknowledged `lines` more; false when it did not come so far.
[[nodiscard]] bool submitAndKill(const StoreFixture &fixture, qsizetype lines, Acknowledged &acknowledged)
{
    const qsizetype target = acknowledged.submissions.size() + acknowledged.judgements.size() + lines;
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(submitterProgram(), {fixture.folder.path(), fixture.database});
    bool alive = process.waitForStarted(kTimeoutMilliseconds);
    while (alive && acknowledged.submissions.size() + acknowledged.judgements.size() < target) {
        alive = process.waitForReadyRead(kTimeoutMilliseconds);
        readLines(process, acknowledged);
    }
    process.kill(); // SIGKILL
    process.waitForFinished(kTimeoutMilliseconds);
    readLines(process, acknowledged);
    return alive && process.exitStatus() == QProcess::CrashExit;
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandom_losesNothingAcknowledged();
    void killed_whileHoldingFolder_leavesItFree();
    void secondProcess_onHeldFolder_isRefused();
};

void TestCrash::killedAtRandom_losesNothingAcknowledged()
{
    const int kills = std::max(10, qEnvironmentVariableIntValue("ASSAY_KILLS"));
    StoreFixture fixture;
    Acknowledged acknowledged;
    for (int round = 0; round < kills; ++round) {
        const int lines = QRandomGenerator::global()->bounded(1, 300);
        QVERIFY2(submitAndKill(fixture, lines, acknowledged),
                 qPrintable(u"round %1, %2 lines"_s.arg(round).arg(lines)));
        QCOMPARE(integrityOf(fixture.address()), u"ok"_s);
    }

    const auto store = fixture.open();
    expect(store->requeueLost(LostWhen::AtStart));
    for (const auto &id : acknowledged.submissions) {
        const Submission submission = expect(store->submission(id)); // reads the blobs too, hashes compared
        QVERIFY(submission.sources.first().content.startsWith(QByteArray::fromStdString(id.toText())));
        QVERIFY(expect(store->currentJudgement(id)).submission == id);
    }
    for (const auto &id : acknowledged.judgements) {
        const Judgement judgement = expect(store->judgement(id));
        QCOMPARE(judgement.state, JudgementState::Done);
        QCOMPARE(judgement.cases.size(), 1);
    }
    QVERIFY(!acknowledged.judgements.isEmpty());
    QCOMPARE(expect(store->queueDepth()).active, 0);

    const auto events = expect(store->eventsAfter(0, 1'000'000));
    std::set<JudgementId> done;
    for (qsizetype i = 0; i < events.size(); ++i) {
        QCOMPARE(events.at(i).seq, i + 1);
        if (events.at(i).type == EventType::JudgementDone)
            QVERIFY2(done.insert(std::get<Judgement>(events.at(i).data).id).second, "a judgement was done twice");
    }
    for (const auto &row : expect(store->submissions({.problem = {}, .purpose = {}, .limit = 1'000'000})))
        QCOMPARE(row.judgement.state == JudgementState::Done, done.contains(row.judgement.id));
    qInfo("%lld submissions and %lld judgements were acknowledged over %d kills, %lld events",
          static_cast<long long>(acknowledged.submissions.size()),
          static_cast<long long>(acknowledged.judgements.size()), kills, static_cast<long long>(events.size()));
}

void TestCrash::killed_whileHoldingFolder_leavesItFree()
{
    StoreFixture fixture;
    Acknowledged acknowledged;
    QVERIFY(submitAndKill(fixture, 1, acknowledged));
    QVERIFY(fixture.tryOpen().has_value());
}

void TestCrash::secondProcess_onHeldFolder_isRefused()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QProcess process;
    process.start(submitterProgram(), {fixture.folder.path(), fixture.database});
    QVERIFY(process.waitForFinished(kTimeoutMilliseconds));
    QCOMPARE(process.exitCode(), 3);
    const QByteArray expected = "another engine (process " + QByteArray::number(QCoreApplication::applicationPid()) +
                                ") holds the data folder " + fixture.folder.path().toUtf8() + '\n';
    QCOMPARE(process.readAllStandardError(), expected);
}

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
