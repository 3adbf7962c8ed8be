// SPDX-License-Identifier: GPL-3.0-or-later
// The whole line: a submission from the service through queue, sandbox and checker to store and events.
#include "engine_fixture.h"

#include <QTemporaryDir>

using namespace assay;
using namespace assay::core;

class tst_Engine : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_data;
    QTemporaryDir m_package;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<EventLog> m_log;
    ProblemId m_problem;

    SubmissionId submit(const char *language, const char *file, const QByteArray &source,
                        CasePolicy policy = CasePolicy::FailFast)
    {
        SubmissionDraft draft = draftOf(language, file, source);
        draft.policy = policy;
        const auto id = m_engine->submissions().submit(draft);
        return id ? *id : SubmissionId();
    }
    SubmissionDraft draftOf(const char *language, const char *file, const QByteArray &source) const
    {
        return {.problem = m_problem,
                .language = QString::fromLatin1(language),
                .sources = {{.name = QString::fromLatin1(file), .content = source}}};
    }

    Judgement judged(SubmissionId id)
    {
        const auto done = m_log->waitFor(id, JudgementState::Done);
        if (!done)
            qWarning("it is not done in time");
        auto stored = done ? m_engine->store().judgement(done->id) : Result<Judgement>(Judgement{});
        if (!stored)
            qWarning("%s", stored.error().describe().c_str());
        return stored.value_or(Judgement{});
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void submission_accepted_walksTheWholeLine();
    void submission_wrong_stopsAtTheFirstFailure();
    void submission_wrong_runAll_judgesEveryCase();
    void submission_compileError_saysWhatTheCompilerSaid();
    void resubmission_isCompiledOnce();
    void submission_timeAndMemory_areJudged_data();
    void submission_timeAndMemory_areJudged();
    void secretCase_output_isNotStored();
    void run_ownInputs_keepsOutputs();
    void cancel_running_killsAtOnce();
    void cancel_queued_isNeverRun();
    void draft_bad_isRefused();
    void restart_interrupted_isJudgedAgain();
    void late_onlyOnce_isRunAgain();
    void rejudging_afterTheTestsWereMended_changesTheVerdict();
    void disk_nearlyFull_takesNothingMoreIn();
    void sandbox_missing_isSaidAtOnce();
    void sandbox_belowTheRequiredTier_isRefusedWithBothNamed();
};

void tst_Engine::initTestCase()
{
    writePackage(m_package.path());
    auto engine = Engine::open(engineOptions(m_data.path()));
    QVERIFY2(engine, engine ? "" : engine.error().describe().c_str());
    m_engine = std::move(*engine);
    m_log = std::make_unique<EventLog>(m_engine->events());
    const auto package = m_engine->problems().open(m_package.path().toStdString());
    QVERIFY2(package, package ? "" : package.error().describe().c_str());
    m_problem = package->problem.id;
}

void tst_Engine::cleanupTestCase()
{
    m_log.reset();
    m_engine.reset();
}

void tst_Engine::submission_accepted_walksTheWholeLine()
{
    const SubmissionId id = submit("python", "solve.py", "print(2 * int(input()))\n");
    const Judgement judgement = judged(id);
    QCOMPARE(judgement.verdict, Verdict::Accepted);
    QCOMPARE(judgement.score, 100.0);
    QCOMPARE(judgement.passedCases(), 3);
    QVERIFY(judgement.maxCpu() > 0us && judgement.maxMemory() > 1_MiB);
    QCOMPARE(judgement.sandboxTier, m_engine->status().sandbox.tier);

    QList<QByteArray> seen;
    std::int64_t lastSeq = 0;
    for (const auto &event : m_log->all()) {
        QVERIFY(event.seq > lastSeq);
        lastSeq = event.seq;
        if (const auto *one = std::get_if<Judgement>(&event.data); one != nullptr && one->submission == id)
            seen.append(QByteArray::fromStdString(std::string(kJudgementStateNames.text(one->state))));
        else if (const auto *done = std::get_if<CaseDone>(&event.data); done != nullptr && done->submission == id)
            seen.append("case");
    }
    QCOMPARE(seen, (QList<QByteArray>{"queued", "leased", "compiling", "running", "case", "case", "case", "finalizing",
                                      "done"}));
}

void tst_Engine::submission_wrong_stopsAtTheFirstFailure()
{
    const Judgement judgement = judged(submit("python", "solve.py", "print(8)\n"));
    QCOMPARE(judgement.verdict, Verdict::WrongAnswer);
    QCOMPARE(judgement.cases[0].verdict, Verdict::Accepted);
    QCOMPARE(judgement.cases[1].verdict, Verdict::WrongAnswer);
    QVERIFY(!judgement.cases[1].reason.isEmpty());
    QCOMPARE(judgement.cases[2].state, CaseState::Skipped);
    QVERIFY(!judgement.cases[2].verdict);
}

void tst_Engine::submission_wrong_runAll_judgesEveryCase()
{
    const Judgement judgement = judged(submit("python", "solve.py", "print(42)\n", CasePolicy::RunAll));
    QCOMPARE(judgement.verdict, Verdict::WrongAnswer);
    QCOMPARE(judgement.finishedCases(), 3);
    QCOMPARE(judgement.passedCases(), 1);
}

void tst_Engine::submission_compileError_saysWhatTheCompilerSaid()
{
    const Judgement judgement = judged(submit("cpp", "main.cpp", "int main() { return missing; }\n"));
    QCOMPARE(judgement.verdict, Verdict::CompileError);
    QVERIFY(judgement.compile && !judgement.compile->ok);
    QVERIFY2(judgement.compile->output.contains(QStringLiteral("main.cpp:1:")), qPrintable(judgement.compile->output));
    QVERIFY(!judgement.compile->output.contains(QStringLiteral("/box/")));
}

void tst_Engine::resubmission_isCompiledOnce()
{
    const QByteArray source = "#include <cstdio>\nint main() { long n; std::scanf(\"%ld\", &n); "
                              "std::printf(\"%ld\\n\", 2 * n); }\n";
    const Judgement first = judged(submit("cpp", "main.cpp", source));
    QCOMPARE(first.verdict, Verdict::Accepted);
    QVERIFY(first.compile && !first.compile->cached);
    QVERIFY2(first.toolchain.contains(QStringLiteral("g++")) && first.toolchain.contains(QStringLiteral("sha256:")),
             qPrintable(first.toolchain));
    const Judgement second = judged(submit("cpp", "main.cpp", source));
    QVERIFY(second.compile && second.compile->cached);
    QCOMPARE(second.verdict, first.verdict);
    QCOMPARE(second.toolchain, first.toolchain);
    QCOMPARE(second.passedCases(), 3);
    QVERIFY(QFile::exists(m_data.path() + QStringLiteral("/cache/compile")));
}

void tst_Engine::submission_timeAndMemory_areJudged_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("an endless loop") << QByteArray("while True: pass") << QStringLiteral("TLE");
    QTest::newRow("too much memory") << QByteArray("x = bytearray(600 << 20)\nprint(8)") << QStringLiteral("MLE");
    QTest::newRow("a crash") << QByteArray("raise ValueError('no')") << QStringLiteral("RTE");
    QTest::newRow("a flood") << QByteArray("while True: print('x' * 100000)") << QStringLiteral("OLE");
    QTest::newRow("the network") << QByteArray("import socket\nsocket.socket()") << QStringLiteral("SV");
    QTest::newRow("a long sleep") << QByteArray("import time\ntime.sleep(100)") << QStringLiteral("WTL");
}

void tst_Engine::submission_timeAndMemory_areJudged()
{
    QFETCH(const QByteArray, source);
    QFETCH(const QString, verdict);
    const Judgement judgement = judged(submit("python", "solve.py", source));
    QVERIFY(judgement.verdict);
    QCOMPARE(QString::fromUtf8(kVerdictIds.text(*judgement.verdict)), verdict);
    QVERIFY(!judgement.reason.isEmpty());
}

void tst_Engine::secretCase_output_isNotStored()
{
    const Judgement judgement = judged(submit("python", "solve.py", "n = int(input())\nprint(2 * n)\n"));
    QCOMPARE(judgement.cases[0].output, "8\n");
    QVERIFY(judgement.cases[1].secret && judgement.cases[1].output.isEmpty());
}

void tst_Engine::run_ownInputs_keepsOutputs()
{
    const auto id = m_engine->submissions().submit(
        {.problem = m_problem,
         .language = QStringLiteral("python"),
         .sources = {{.name = QStringLiteral("a.py"),
                      .content = "import sys\nprint(input())\nprint('note', file=sys.stderr)\n"}},
         .purpose = Purpose::Run,
         .policy = CasePolicy::RunAll,
         .inputs = {{.name = QStringLiteral("custom"), .input = "  spaced \n"},
                    {.name = QStringLiteral("sample/1"), .input = "4\n", .expected = QByteArray("8\n")}}});
    QVERIFY(id);
    const Judgement judgement = judged(*id);
    QCOMPARE(judgement.cases[0].verdict, Verdict::Ok);
    QCOMPARE(judgement.cases[0].output, "  spaced \n");
    QCOMPARE(judgement.cases[0].errorOutput, "note\n");
    QCOMPARE(judgement.cases[1].verdict, Verdict::WrongAnswer);
    QCOMPARE(judgement.verdict, Verdict::WrongAnswer);
}

void tst_Engine::cancel_running_killsAtOnce()
{
    const SubmissionId id = submit("python", "solve.py", "import time\ntime.sleep(100)\n");
    QVERIFY(m_log->waitFor(id, JudgementState::Running));
    const auto start = std::chrono::steady_clock::now();
    QCOMPARE(m_engine->submissions().cancel(id).value(), true);
    QVERIFY(m_log->waitFor(id, JudgementState::Cancelled));
    QCOMPARE(judged(submit("python", "solve.py", "print(2 * int(input()))\n")).verdict, Verdict::Accepted);
    QVERIFY(std::chrono::steady_clock::now() - start < 10s); // the sleeper was not waited for
    QCOMPARE(m_engine->submissions().cancel(id).value(), false);
}

void tst_Engine::cancel_queued_isNeverRun()
{
    QList<SubmissionId> ids;
    for (int i = 0; i < 6; ++i)
        ids.append(submit("python", "solve.py", "import time\ntime.sleep(0.3)\nprint(2 * int(input()))\n"));
    QCOMPARE(m_engine->submissions().cancel(ids.last()).value(), true);
    for (const auto &id : ids.first(5))
        QCOMPARE(judged(id).verdict, Verdict::Accepted);
    const Judgement cancelled = m_engine->store().currentJudgement(ids.last()).value();
    QCOMPARE(cancelled.state, JudgementState::Cancelled);
    QVERIFY(!cancelled.started);
}

void tst_Engine::draft_bad_isRefused()
{
    const auto refused = [this](const SubmissionDraft &draft) {
        const auto id = m_engine->submissions().submit(draft);
        return id ? std::optional<Errc>() : std::optional(id.error().code);
    };
    const SourceFile good{.name = QStringLiteral("a.py"), .content = "x"};
    QCOMPARE(refused({.problem = m_problem, .language = QStringLiteral("python")}), Errc::InvalidArgument);
    QCOMPARE(refused({.problem = m_problem, .language = QStringLiteral("cobol"), .sources = {good}}),
             Errc::InvalidArgument);
    QCOMPARE(refused({.problem = ProblemId::make(), .language = QStringLiteral("python"), .sources = {good}}),
             Errc::NotFound);
    QCOMPARE(refused({.problem = m_problem,
                      .language = QStringLiteral("python"),
                      .sources = {{.name = QStringLiteral("../a.py"), .content = "x"}}}),
             Errc::InvalidArgument);
    QCOMPARE(refused({.problem = m_problem,
                      .language = QStringLiteral("python"),
                      .sources = {{.name = QStringLiteral("a.py"), .content = QByteArray(1 << 20, 'x')}}}),
             Errc::TooLarge);
}

void tst_Engine::restart_interrupted_isJudgedAgain()
{
    const SubmissionId id = submit("python", "solve.py", "import time\ntime.sleep(1)\nprint(2 * int(input()))\n");
    QVERIFY(m_log->waitFor(id, JudgementState::Running));
    m_log.reset();
    m_engine.reset(); // as if the program was closed in the middle
    auto engine = Engine::open(engineOptions(m_data.path()));
    QVERIFY(engine);
    m_engine = std::move(*engine);
    m_log = std::make_unique<EventLog>(m_engine->events());
    for (int i = 0; i < 300 * slowness() && m_engine->store().currentJudgement(id)->state != JudgementState::Done; ++i)
        QTest::qWait(100);
    const Judgement judgement = m_engine->store().currentJudgement(id).value();
    QCOMPARE(judgement.verdict, Verdict::Accepted);
    QCOMPARE(judgement.attempt, 2);
    QCOMPARE(judgement.cases.size(), 3);
}

/// Two tries of a case: between them a file that the program waits for to go away goes.
void tst_Engine::late_onlyOnce_isRunAgain()
{
    const QTemporaryDir dir;
    const QString folder = dir.filePath(QStringLiteral("late"));
    writePackage(folder);
    writeFile(folder + QStringLiteral("/problem.yaml"),
              "problem_format_version: 2025-09\nname: Late\nuuid: 6d1b2a3c-1111-4222-8333-944455556669\n"
              "limits:\n  time_limit: 3.0\n");
    const QString slow = folder + QStringLiteral("/data/secret/1.files/slow");
    writeFile(slow, "wait\n");
    const auto package = m_engine->problems().open(folder.toStdString());
    QVERIFY2(package, package ? "" : package.error().describe().c_str());
    const auto id = m_engine->submissions().submit(
        {.problem = package->problem.id,
         .language = QStringLiteral("python"),
         .sources = {{.name = QStringLiteral("solve.py"),
                      .content = "import os\nwhile os.path.exists('slow'):\n    pass\nprint(2 * int(input()))\n"}}});
    QVERIFY(id && m_log->waitFor(*id, JudgementState::Running));
    QTest::qWait(1500 * slowness());
    QVERIFY(QFile::remove(slow));
    const Judgement judgement = judged(*id);
    QVERIFY2(judgement.verdict == Verdict::Accepted, qPrintable(judgement.reason));
    QVERIFY(!judgement.cases[0].firstCpu);
    QVERIFY(judgement.cases[1].firstCpu && *judgement.cases[1].firstCpu > 1500ms);
    QVERIFY(judgement.cases[1].cpu < 3s);
}

void tst_Engine::rejudging_afterTheTestsWereMended_changesTheVerdict()
{
    const QTemporaryDir dir;
    writePackage(dir.filePath(QStringLiteral("broken")));
    const QString answer = dir.filePath(QStringLiteral("broken/data/secret/1.ans"));
    writeFile(answer, "43\n");
    writeFile(dir.filePath(QStringLiteral("broken/statement/problem.en.md")), "Not the other tests' problem.\n");
    const auto package = m_engine->problems().open(dir.filePath(QStringLiteral("broken")).toStdString());
    QVERIFY(package);
    const auto id = m_engine->submissions().submit(
        {.problem = package->problem.id,
         .language = QStringLiteral("python"),
         .sources = {{.name = QStringLiteral("solve.py"), .content = "print(2 * int(input()))\n"}}});
    QVERIFY(id);
    const Judgement before = judged(*id);
    QCOMPARE(before.verdict, Verdict::WrongAnswer);

    writeFile(answer, "42\n");
    RejudgingService &service = m_engine->rejudgings();
    const auto rejudging = service.start({*id}, QStringLiteral("the answer was wrong"));
    QVERIFY2(rejudging, rejudging ? "" : rejudging.error().describe().c_str());
    QCOMPARE(service.newestOpen().value(), std::optional{*rejudging});
    QTRY_VERIFY_WITH_TIMEOUT(service.find(*rejudging)->isFinished(), 60'000 * slowness());
    const Rejudging preview = service.find(*rejudging).value();
    QCOMPARE(preview.changedCount(), 1);
    QCOMPARE(preview.submissions.first().after.verdict, Verdict::Accepted);
    QCOMPARE(m_engine->store().currentJudgement(*id)->verdict, Verdict::WrongAnswer); // until it is applied

    QVERIFY(service.apply(*rejudging));
    const Judgement now = m_engine->store().currentJudgement(*id).value();
    QCOMPARE(now.verdict, Verdict::Accepted);
    QVERIFY(now.problem && *now.problem != package->problem.id); // the mended version has an id of its own
    const auto all = m_engine->store().judgements(*id).value();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.first().verdict, Verdict::WrongAnswer);
    QCOMPARE(all.first().toolchain, before.toolchain);
    QVERIFY(!service.newestOpen().value());
}

void tst_Engine::disk_nearlyFull_takesNothingMoreIn()
{
    m_log.reset();
    m_engine.reset();
    EngineOptions full = engineOptions(m_data.path());
    full.leastFree = Bytes{std::int64_t{1} << 60}; // no disk has that much
    auto engine = Engine::open(full);
    QVERIFY(engine);
    m_engine = std::move(*engine);
    m_log = std::make_unique<EventLog>(m_engine->events());
    const auto refused = m_engine->submissions().submit(draftOf("python", "solve.py", "print(1)\n"));
    QVERIFY(!refused && refused.error().sysErrno == ENOSPC);
    QVERIFY2(refused.error().detail.contains("data.least_free_mib"), refused.error().detail.c_str());
    QVERIFY(m_engine->status().disk.contains(QStringLiteral("are kept free")));
    QVERIFY(m_engine->status().problems.contains(m_engine->status().disk)); // the live status shows it
}

void tst_Engine::sandbox_missing_isSaidAtOnce()
{
    m_log.reset();
    m_engine.reset();
    EngineOptions broken = engineOptions(m_data.path());
    broken.sandboxProgram = "/nonexistent/assay-sandbox";
    auto engine = Engine::open(broken);
    QVERIFY(engine);
    m_engine = std::move(*engine);
    QCOMPARE(m_engine->status().sandbox.tier, QStringLiteral("none"));
    m_log = std::make_unique<EventLog>(m_engine->events());
    const auto refused = m_engine->submissions().submit(draftOf("python", "solve.py", "print(1)\n"));
    QVERIFY(!refused && refused.error().code == Errc::TierTooLow);
    QVERIFY(refused.error().detail.contains("assay-sandbox"));
}

void tst_Engine::sandbox_belowTheRequiredTier_isRefusedWithBothNamed()
{
    m_log.reset();
    m_engine.reset();
    EngineOptions strict = engineOptions(m_data.path());
    strict.leastTier = {}; // as for programs of remote participants
    strict.bestTier = sandbox::Tier::Partial;
    auto engine = Engine::open(strict);
    QVERIFY(engine);
    m_engine = std::move(*engine);
    const SandboxStatus status = m_engine->status().sandbox;
    QCOMPARE(status.tier, QStringLiteral("partial"));
    QCOMPARE(status.leastTier, QStringLiteral("full"));
    QVERIFY(!status.usable);
    m_log = std::make_unique<EventLog>(m_engine->events());
    const auto refused = m_engine->submissions().submit(draftOf("python", "solve.py", "print(1)\n"));
    QVERIFY(!refused && refused.error().code == Errc::TierTooLow);
    QVERIFY2(refused.error().detail.contains("is partial, and full is required"), refused.error().detail.c_str());
}

QTEST_GUILESS_MAIN(tst_Engine)
#include "tst_engine.moc"
