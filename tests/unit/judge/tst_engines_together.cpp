// SPDX-License-Identifier: GPL-3.0-or-later
// Two `assayd serve` on one PostgreSQL database, as processes of their own: what is handed in is judged once, by both, whichever
// of them is killed. ASSAY_SUBMISSIONS says how many are handed in; it prints its counts.
#include "tests/unit/judge/engine_fixture.h"

#include "core/store/database.h"

#include <QProcess>

#include <algorithm>
#include <csignal>
#include <map>
#include <set>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTimeoutMilliseconds = 120'000;

/// An engine in a process of its own.
struct ServingEngine {
    QTemporaryDir data;
    QProcess process;
    QByteArray id;

    ServingEngine() = default;
    ServingEngine(const ServingEngine &) = delete;
    ServingEngine &operator=(const ServingEngine &) = delete;
    ~ServingEngine()
    {
        process.kill();
        process.waitForFinished(kTimeoutMilliseconds);
    }
    [[nodiscard]] bool start(const QString &database)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"ASSAY_DATABASE"_s, database);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(ASSAY_BIN_DIR "/assayd"),
                      {u"--set"_s, u"engines.lease=2"_s, u"--set"_s, u"judging.time_factor=%1"_s.arg(slowness()),
                       u"serve"_s, u"--data"_s, data.path()});
        while (process.waitForReadyRead(kTimeoutMilliseconds)) {
            while (process.canReadLine()) {
                const QByteArray line = process.readLine().trimmed();
                if (line.startsWith("engine "))
                    id = line.mid(7);
                if (line == "ready")
                    return true;
            }
        }
        return false;
    }
};

/// The one that hands in, and looks: a store of the same database without anybody who judges.
struct Onlooker {
    QTemporaryDir data;
    QTemporaryDir package;
    QString database = makeTestDatabase();
    EventBus bus;
    SystemClock clock;
    std::unique_ptr<Store> store = expect(
        Store::open({.folder = data.path().toStdString(), .database = database, .queueRules = QueueRules::unbounded()},
                    bus, clock));
    std::unique_ptr<ProblemLibrary> problems = std::make_unique<ProblemLibrary>(*store);
    ProblemId problem;

    Onlooker()
    {
        writePackage(package.path());
        problem = expect(problems->open(package.path().toStdString())).problem.id;
        expect(store->setQueueRules(QueueRules::unbounded()));
    }
    [[nodiscard]] SubmissionId submit(const QByteArray &source, const QString &language = u"c"_s)
    {
        Submission submission;
        submission.id = SubmissionId::make();
        submission.problem = problem;
        submission.language = language;
        submission.entryPoint = language == u"c" ? u"main.c"_s : u"main.py"_s;
        submission.sources = {{.name = submission.entryPoint, .content = source}};
        submission.created = clock.now();
        Judgement judgement;
        judgement.id = JudgementId::make();
        judgement.submission = submission.id;
        judgement.queued = submission.created;
        expect(store->addSubmission(submission, judgement));
        return submission.id;
    }
    [[nodiscard]] QueueDepth depth() const { return expect(store->queueDepth()); }
    [[nodiscard]] bool isIdle() const { return depth().waitingSubmit == 0 && depth().active == 0; }
    /// How many judgements each engine had last.
    [[nodiscard]] std::map<QByteArray, int> sharesOfEngines() const
    {
        std::map<QByteArray, int> shares;
        const auto raw = openRaw(testAddress(database, {}));
        auto rows = expect(raw->query("SELECT engine, count(*) FROM judgement GROUP BY engine"));
        while (expect(rows.next()))
            shares[rows.text(0).toUtf8()] = rows.smallInteger(1);
        return shares;
    }
};

/// A few programs, so that engines know most of them compiled.
QByteArray twice(int number)
{
    return "/* " + QByteArray::number(number % 7) +
           " */\n#include <stdio.h>\nint main(void) { long n; if (scanf(\"%ld\", &n) != 1) return 1; "
           "printf(\"%ld\\n\", 2 * n); }\n";
}

} // namespace

class tst_EnginesTogether : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneIsKilled_everythingIsJudgedOnce();
    void whatOneIsTold_theOtherHears();
    void connectionsAreCut_nothingIsLost();
};

void tst_EnginesTogether::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("ASSAY_TEST_POSTGRESQL"), "run it under tests/postgresql/with_postgresql");
}

void tst_EnginesTogether::oneIsKilled_everythingIsJudgedOnce()
{
    const int count = std::max(300, qEnvironmentVariableIntValue("ASSAY_SUBMISSIONS"));
    Onlooker onlooker;
    EventLog log(onlooker.bus);
    const std::int64_t before = expect(onlooker.store->lastSeq());
    ServingEngine first;
    ServingEngine second;
    QVERIFY(first.start(onlooker.database) && second.start(onlooker.database));
    QVERIFY(!first.id.isEmpty() && first.id != second.id);

    QList<SubmissionId> submissions;
    for (int i = 0; i < count; ++i)
        submissions.append(onlooker.submit(twice(i)));
    QTRY_VERIFY_WITH_TIMEOUT(onlooker.depth().waitingSubmit < count / 2, kTimeoutMilliseconds * slowness());
    first.process.kill(); // SIGKILL, in the middle of something
    QVERIFY(first.process.waitForFinished(kTimeoutMilliseconds));
    QVERIFY(!onlooker.isIdle());
    QTRY_VERIFY_WITH_TIMEOUT(onlooker.isIdle(), kTimeoutMilliseconds * slowness());

    int again = 0;
    for (const SubmissionId id : std::as_const(submissions)) {
        const QList<Judgement> judgements = expect(onlooker.store->judgements(id));
        QCOMPARE(judgements.size(), 1);
        QCOMPARE(judgements.first().state, JudgementState::Done);
        QVERIFY2(judgements.first().verdict == Verdict::Accepted, judgements.first().reason.toUtf8().constData());
        again += judgements.first().attempt > 1 ? 1 : 0;
    }
    const auto shares = onlooker.sharesOfEngines();
    QCOMPARE(shares.size(), 2U);
    QVERIFY(shares.at(first.id) > 0 && shares.at(second.id) > 0);

    // Who only looked has heard of all of it, in order and once.
    std::set<SubmissionId> done;
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<qint64>(log.all().size()), expect(onlooker.store->lastSeq()) - before,
                              10'000);
    std::int64_t seq = before;
    for (const Event &event : log.all()) {
        QCOMPARE(event.seq, ++seq);
        if (event.type == EventType::JudgementDone)
            QVERIFY(done.insert(std::get<Judgement>(event.data).submission).second);
    }
    QCOMPARE(done.size(), static_cast<std::size_t>(count));
    qInfo(
        "%d submissions judged once each: %d by the engine that was killed, %d by the other; %d went back to the queue",
        count, shares.at(first.id), shares.at(second.id), again);
}

void tst_EnginesTogether::whatOneIsTold_theOtherHears()
{
    Onlooker onlooker;
    ServingEngine engine;
    QVERIFY(engine.start(onlooker.database));
    const auto stateOf = [&](SubmissionId id) { return expect(onlooker.store->currentJudgement(id)).state; };

    QueueRules rules = QueueRules::unbounded();
    rules.submit.paused = true;
    expect(onlooker.store->setQueueRules(rules));
    const SubmissionId waiting = onlooker.submit(twice(0));
    QTest::qWait(1500); // longer than it takes to look by itself
    QCOMPARE(stateOf(waiting), JudgementState::Queued);
    rules.submit.paused = false;
    expect(onlooker.store->setQueueRules(rules));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(waiting), JudgementState::Done, kTimeoutMilliseconds * slowness());

    // Its time would be over at once; what keeps it busy is that it sleeps.
    const SubmissionId sleeping = onlooker.submit("import time\ntime.sleep(1000)\n", u"python"_s);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(sleeping), JudgementState::Running, kTimeoutMilliseconds * slowness());
    QVERIFY(expect(onlooker.store->cancelJudgement(expect(onlooker.store->currentJudgement(sleeping)).id)));
    QCOMPARE(stateOf(sleeping), JudgementState::Cancelled);
    const SubmissionId next = onlooker.submit(twice(1));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(next), JudgementState::Done, kTimeoutMilliseconds * slowness());

    engine.process.terminate(); // SIGTERM
    QVERIFY(engine.process.waitForFinished(kTimeoutMilliseconds));
    QCOMPARE(engine.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(engine.process.exitCode(), 0);
}

void tst_EnginesTogether::connectionsAreCut_nothingIsLost()
{
    constexpr int kCount = 150;
    Onlooker onlooker;
    ServingEngine engine;
    QVERIFY(engine.start(onlooker.database));
    QList<SubmissionId> submissions;
    for (int i = 0; i < kCount; ++i)
        submissions.append(onlooker.submit(twice(i)));
    // As when the server starts anew, a few times over.
    const auto raw = openRaw(testAddress(onlooker.database, {}));
    const auto ofOthers = [&raw](const QString &what) {
        return expect(raw->askOnce(u"SELECT %1 FROM pg_stat_activity WHERE datname = current_database() "
                                   "AND pid <> pg_backend_pid()"_s.arg(what)))
            .toInt();
    };
    for (int cuts = 0; cuts < 10; ++cuts) {
        QTest::qWait(150);
        // Both have come again since.
        QTRY_VERIFY_WITH_TIMEOUT(ofOthers(u"count(*)"_s) >= 2, kTimeoutMilliseconds * slowness());
        QVERIFY(ofOthers(u"count(pg_terminate_backend(pid))"_s) >= 2);
    }
    QVERIFY(!onlooker.isIdle());
    QTRY_VERIFY_WITH_TIMEOUT(onlooker.isIdle(), kTimeoutMilliseconds * slowness());
    for (const SubmissionId id : std::as_const(submissions)) {
        const Judgement judgement = expect(onlooker.store->currentJudgement(id));
        QVERIFY2(judgement.verdict == Verdict::Accepted, judgement.reason.toUtf8().constData());
        QCOMPARE(expect(onlooker.store->judgements(id)).size(), 1);
    }
    QVERIFY(!onlooker.submit(twice(0)).isNull()); // who looks has a connection again as well
}

QTEST_GUILESS_MAIN(tst_EnginesTogether)
#include "tst_engines_together.moc"
