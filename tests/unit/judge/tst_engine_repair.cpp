// SPDX-License-Identifier: GPL-3.0-or-later
// The engine when its sandbox helper is killed: one judging error, said in the status, and on it goes.
#include "../sandbox/host_traces.h"
#include "engine_fixture.h"

#include <QTemporaryDir>

#include <csignal>
#include <fstream>

using namespace assay;
using namespace assay::core;

class tst_EngineRepair : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_data;
    QTemporaryDir m_package;
    QTemporaryDir m_validatedPackage;
    QTemporaryDir m_programs;
    std::filesystem::path m_helper;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<EventLog> m_log;
    ProblemId m_problem;
    ProblemId m_validatedProblem;

    SubmissionId submit(ProblemId problem, const QByteArray &source)
    {
        const auto id =
            m_engine->submissions().submit({.problem = problem,
                                            .language = QStringLiteral("python"),
                                            .sources = {{.name = QStringLiteral("solve.py"), .content = source}}});
        return id ? *id : SubmissionId();
    }

    std::optional<Verdict> verdict(SubmissionId id)
    {
        const auto done = m_log->waitFor(id, JudgementState::Done);
        return done ? done->verdict : std::nullopt;
    }

    /// Of this engine; -1 when there is none, or it is being replaced. Probes of languages are children of ours as well.
    static pid_t helper()
    {
        pid_t found = -1;
        for (const pid_t child : sandbox::childrenOf(::getpid())) {
            std::ifstream file("/proc/" + std::to_string(child) + "/comm");
            std::string name;
            if (std::getline(file, name) && name == "assay-sandbox" && sandbox::isRunning(child))
                found = child;
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void helperKilled_running_isTriedAgainUntilItIsAJudgingError();
    void helperKilled_idle_takesTheKeptValidatorAlong();
    void helperKilled_andGone_isInTheStatusUntilItIsBack();
};

void tst_EngineRepair::initTestCase()
{
    writePackage(m_package.path());
    writePackage(m_validatedPackage.path());
    writeFile(m_validatedPackage.path() + QStringLiteral("/problem.yaml"),
              "problem_format_version: 2025-09\nname: Anything\nuuid: 6d1b2a3c-1111-4222-8333-944455556668\n"
              "limits:\n  time_limit: 1.0\n");
    writeFile(m_validatedPackage.path() + QStringLiteral("/output_validator/any.py"), "raise SystemExit(42)\n");
    m_helper = std::filesystem::path(m_programs.path().toStdString()) / "assay-sandbox";
    std::filesystem::copy_file(ASSAY_BIN_DIR "/assay-sandbox", m_helper);
    EngineOptions options = engineOptions(m_data.path());
    options.sandboxProgram = m_helper;
    auto engine = Engine::open(options);
    QVERIFY2(engine, engine ? "" : engine.error().describe().c_str());
    m_engine = std::move(*engine);
    m_log = std::make_unique<EventLog>(m_engine->events());
    const auto open = [this](const QTemporaryDir &folder) {
        const auto package = m_engine->problems().open(folder.path().toStdString());
        return package ? package->problem.id : ProblemId();
    };
    m_problem = open(m_package);
    m_validatedProblem = open(m_validatedPackage);
    QVERIFY(!m_problem.isNull() && !m_validatedProblem.isNull());
}

void tst_EngineRepair::cleanupTestCase()
{
    m_log.reset();
    m_engine.reset();
}

void tst_EngineRepair::helperKilled_running_isTriedAgainUntilItIsAJudgingError()
{
    const QString tier = m_engine->status().sandbox.tier;
    const SubmissionId broken = submit(m_problem, "import time\ntime.sleep(100)\n");
    const auto runsAs = [&](int attempt) {
        const auto judgement = m_engine->store().currentJudgement(broken);
        return judgement->state == JudgementState::Running && judgement->attempt == attempt;
    };
    pid_t killed = -1;
    for (int attempt = 1; attempt <= 3; ++attempt) {
        QTRY_VERIFY_WITH_TIMEOUT(runsAs(attempt), sandbox::kLongest * slowness());
        const auto judgement = m_engine->store().currentJudgement(broken);
        QCOMPARE(judgement->lastFailure.isEmpty(), attempt == 1);
        killed = helper();
        QVERIFY(killed > 0 && ::kill(killed, SIGKILL) == 0);
    }
    QCOMPARE(verdict(broken), Verdict::JudgingError);
    QCOMPARE(m_engine->store().currentJudgement(broken)->attempt, 3);
    QCOMPARE(verdict(submit(m_problem, "print(2 * int(input()))\n")), Verdict::Accepted);
    QVERIFY(helper() > 0 && helper() != killed);
    QCOMPARE(sandbox::groupsOf(killed), 0);
    QCOMPARE(m_engine->status().sandbox.tier, tier);
}

void tst_EngineRepair::helperKilled_idle_takesTheKeptValidatorAlong()
{
    QCOMPARE(verdict(submit(m_validatedProblem, "print(1)\n")), Verdict::Accepted);
    const pid_t killed = helper();
    QVERIFY(killed > 0 && ::kill(killed, SIGKILL) == 0);
    QTRY_VERIFY_WITH_TIMEOUT(helper() > 0 && helper() != killed, sandbox::kLongest * slowness());
    QCOMPARE(verdict(submit(m_validatedProblem, "print(1)\n")), Verdict::Accepted);
}

void tst_EngineRepair::helperKilled_andGone_isInTheStatusUntilItIsBack()
{
    const SandboxStatus before = m_engine->status().sandbox;
    std::filesystem::remove(m_helper);
    const pid_t killed = helper();
    QVERIFY(killed > 0 && ::kill(killed, SIGKILL) == 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->status().sandbox.tier, QStringLiteral("none"), sandbox::kLongest * slowness());
    QVERIFY(m_engine->status().sandbox.reason.contains(QStringLiteral("assay-sandbox")));

    const SubmissionId waiting =
        submit(m_problem, "print(2 * int(input()))\n"); // a short trouble costs nobody a verdict
    QVERIFY(m_log->waitFor(waiting, JudgementState::Leased));
    std::filesystem::copy_file(ASSAY_BIN_DIR "/assay-sandbox", m_helper);
    QCOMPARE(verdict(waiting), Verdict::Accepted);
    QCOMPARE(m_engine->status().sandbox, before);
}

QTEST_GUILESS_MAIN(tst_EngineRepair)
#include "tst_engine_repair.moc"
