// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of operations with the real engine: verifying a problem, preparing a session, judging again.
#include "tests/unit/judge/engine_fixture.h"

#include "core/lab/lab_verifier.h"

#include <QTest>

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_EngineOperations : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_package;
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<Engine> m_engine;
    ProblemId m_problem;

    void open(bool verifies = true);
    [[nodiscard]] Operation ended(OperationId id) const
    {
        Operation operation;
        const QDeadlineTimer end(120'000 * slowness());
        while (!isFinal(operation.state) && !end.hasExpired()) {
            QTest::qWait(20);
            operation = m_engine->store().operation(id).value();
        }
        return operation;
    }
    [[nodiscard]] QString logOf(OperationId id) const
    {
        QString text;
        const OperationLog log = m_engine->store().operationLog(id, 0).value();
        for (const OperationLine &line : log.lines)
            text += line.text + u'\n';
        return text;
    }
    [[nodiscard]] std::optional<ProblemVerification> verification() const
    {
        const auto records = m_engine->problems().list().value();
        return std::ranges::find(records, m_problem, &ProblemRecord::id)->verification;
    }
    [[nodiscard]] std::optional<Operation> newest(OperationType type) const
    {
        const QList<Operation> operations = m_engine->store().operations(100).value();
        for (const Operation &operation : operations) {
            if (operation.type == type)
                return operation;
        }
        return std::nullopt;
    }
    [[nodiscard]] SessionId armed(std::optional<Timestamp> startsAt)
    {
        const SessionId id = m_engine->sessions()
                                 .create({.title = u"Interview"_s,
                                          .startsAt = startsAt,
                                          .rules = {.problems = {m_problem}, .languages = {u"python"_s}}})
                                 .value();
        for (const SessionAction action : {SessionAction::Arm, SessionAction::Prepare}) {
            if (startsAt && action == SessionAction::Prepare) // it is by itself
                continue;
            if (const auto done = m_engine->sessions().act(id, action); !done)
                qFatal("%s", done.error().describe().c_str());
        }
        return id;
    }
    [[nodiscard]] SessionState stateOf(SessionId id) const { return m_engine->store().session(id)->state; }
    [[nodiscard]] SubmissionId submitted()
    {
        return m_engine->submissions()
            .submit({.problem = m_problem,
                     .language = u"python"_s,
                     .sources = {{.name = u"a.py"_s, .content = "print(2 * int(input()))\n"}}})
            .value();
    }

private Q_SLOTS:
    void init();
    void cleanup();
    void verify_good_isKeptAndTold();
    void verify_submissionThatIsNotAsMeant_isKeptAndTold();
    void verify_interrupted_isDoneByTheNextEngine();
    void verify_judgingBreaks_speaksForNothing();
    void prepare_verifiesWhatNobodyHas();
    void prepare_interrupted_isDoneByTheNextEngine();
    void prepare_startIsNear_doesNotWait();
    void prepare_notAsMeant_isNotReady();
    void rejudging_tellsHowFarItIs();
    void rejudging_cancelled_isDiscarded();
};

void tst_EngineOperations::init()
{
    m_package = std::make_unique<QTemporaryDir>();
    m_data = std::make_unique<QTemporaryDir>();
    writePackage(m_package->path());
    open();
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
}

void tst_EngineOperations::open(bool verifies)
{
    m_engine.reset();
    EngineOptions options = engineOptions(m_data->path());
    options.compiling.warmUp = WarmUp::OnDemand;
    if (verifies)
        options.verifier = verifyInLab;
    auto engine = Engine::open(options);
    QVERIFY2(engine, engine ? "" : engine.error().describe().c_str());
    m_engine = std::move(*engine);
}

void tst_EngineOperations::cleanup()
{
    m_engine.reset();
}

void tst_EngineOperations::verify_good_isKeptAndTold()
{
    const OperationId id = m_engine->problemOperations().verify(m_problem).value();
    const Operation operation = ended(id);
    QVERIFY2(operation.state == OperationState::Completed, qPrintable(logOf(id)));
    QVERIFY2(logOf(id).contains(u"accepted/a.py: AC, as expected"), qPrintable(logOf(id)));
    const auto kept = verification();
    QVERIFY(kept && kept->failingLanguages.isEmpty() && kept->dataAsMeant);
    QVERIFY(m_engine->store().submissions({}).value().isEmpty()); // it was done apart
}

void tst_EngineOperations::verify_submissionThatIsNotAsMeant_isKeptAndTold()
{
    writeFile(m_package->path() + u"/submissions/accepted/b.py"_s, "print(8)\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const OperationId id = m_engine->problemOperations().verify(m_problem).value();
    QCOMPARE(ended(id).state, OperationState::Completed);
    QVERIFY2(logOf(id).contains(u"accepted/b.py: WA and not AC"), qPrintable(logOf(id)));
    QVERIFY(verification() && verification()->failingLanguages == QStringList{u"python"_s});
}

void tst_EngineOperations::verify_interrupted_isDoneByTheNextEngine()
{
    writeFile(m_package->path() + u"/submissions/time_limit_exceeded/slow.py"_s, "while True: pass\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const OperationId id = m_engine->problemOperations().verify(m_problem).value();
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->store().operation(id)->doing.contains(u"judging"), 60'000 * slowness());
    open();
    QVERIFY2(ended(id).state == OperationState::Completed, qPrintable(ended(id).failure));
    QVERIFY(logOf(id).contains(u"interrupted; begun again"));
    QVERIFY(verification());
}

/// What is wrong with judging is not wrong with the submissions.
void tst_EngineOperations::verify_judgingBreaks_speaksForNothing()
{
    writeFile(m_package->path() + u"/output_validator/validate.py"_s, "raise SystemExit(1)\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const OperationId id = m_engine->problemOperations().verify(m_problem).value();
    QCOMPARE(ended(id).state, OperationState::Failed);
    QVERIFY2(ended(id).failure.contains(u"could be judged"), qPrintable(ended(id).failure));
    QVERIFY(!verification());
}

void tst_EngineOperations::prepare_interrupted_isDoneByTheNextEngine()
{
    writeFile(m_package->path() + u"/submissions/time_limit_exceeded/slow.py"_s, "while True: pass\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const SessionId session = armed(std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(newest(OperationType::PrepareSession)->doing.contains(u"verifying"), 60'000 * slowness());
    open();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session), SessionState::Ready, 120'000 * slowness());
    QVERIFY(verification());
}

void tst_EngineOperations::prepare_verifiesWhatNobodyHas()
{
    const SessionId session = armed(std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(session) != SessionState::Preparing, 120'000 * slowness());
    QCOMPARE(stateOf(session), SessionState::Ready);
    QVERIFY(verification());
    QTRY_VERIFY(isFinal(newest(OperationType::PrepareSession)->state));
    const Operation operation = *newest(OperationType::PrepareSession);
    const QString log = logOf(operation.id);
    for (const auto &said :
         {u"making the compilers ready"_s, u"Python 3: "_s, u"accepted/a.py: AC, as expected"_s, u"problem Twice"_s})
        QVERIFY2(log.contains(said), qPrintable(log));
    // What is verified is not verified again.
    const SessionId next = armed(std::nullopt);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(next), SessionState::Ready, 60'000 * slowness());
    QVERIFY(!logOf(newest(OperationType::PrepareSession)->id).contains(u"accepted/a.py"));
}

/// A session is not late because its problems are many.
void tst_EngineOperations::prepare_startIsNear_doesNotWait()
{
    for (int i = 0; i < 20; ++i)
        writeFile(m_package->path() + u"/submissions/time_limit_exceeded/%1.py"_s.arg(i), "while True: pass\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const Timestamp start = SystemClock().now() + 5s * slowness();
    const SessionId session = armed(start);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(session), SessionState::Live, 30'000 * slowness());
    QVERIFY(SystemClock().now() >= start);
    QVERIFY(!verification());
    const QString log = logOf(newest(OperationType::PrepareSession)->id);
    QVERIFY2(log.contains(u"Twice is not verified"), qPrintable(log));
}

void tst_EngineOperations::prepare_notAsMeant_isNotReady()
{
    writeFile(m_package->path() + u"/submissions/accepted/b.py"_s, "print(8)\n");
    m_problem = m_engine->problems().open(m_package->path().toStdString()).value().problem.id;
    const SessionId session = armed(std::nullopt);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(session) != SessionState::Preparing, 120'000 * slowness());
    QVERIFY(stateOf(session) != SessionState::Ready);
    const QString failure = m_engine->store().session(session)->failure;
    QVERIFY2(failure.contains(u"did not get what they expect"), qPrintable(failure));
}

void tst_EngineOperations::rejudging_tellsHowFarItIs()
{
    QList<SubmissionId> ids;
    for (int i = 0; i < 3; ++i)
        ids.append(submitted());
    for (const SubmissionId id : ids)
        QTRY_VERIFY_WITH_TIMEOUT(m_engine->store().currentJudgement(id)->verdict, 60'000 * slowness());
    const RejudgingId rejudging = m_engine->rejudgings().start(ids, u"to see"_s).value();
    const auto operation = newest(OperationType::Rejudge);
    QVERIFY(operation);
    QCOMPARE(operation->subject.toStdString(), rejudging.toText());
    QCOMPARE(ended(operation->id).state, OperationState::Completed);
    QCOMPARE(ended(operation->id).steps, 3);
    QVERIFY2(logOf(operation->id).contains(u"3 of 3 are judged, 0 otherwise than before"),
             qPrintable(logOf(operation->id)));
    QVERIFY(m_engine->rejudgings().apply(rejudging)); // it waits for that
}

void tst_EngineOperations::rejudging_cancelled_isDiscarded()
{
    const SubmissionId id = submitted();
    QTRY_VERIFY_WITH_TIMEOUT(m_engine->store().currentJudgement(id)->verdict, 60'000 * slowness());
    QVERIFY(m_engine->queue().setPaused(Purpose::Submit, true));
    const RejudgingId rejudging = m_engine->rejudgings().start({id}, {}).value();
    const OperationId operation = newest(OperationType::Rejudge)->id;
    open(); // it is not discarded by an engine that ends
    QCOMPARE(m_engine->rejudgings().find(rejudging)->state, RejudgingState::Open);
    QTRY_VERIFY(
        m_engine->operations().isUnderWay(OperationType::Rejudge, {}, QString::fromStdString(rejudging.toText())));
    QVERIFY(m_engine->operations().cancel(operation).value());
    QCOMPARE(ended(operation).state, OperationState::Cancelled);
    QCOMPARE(m_engine->rejudgings().find(rejudging)->state, RejudgingState::Discarded);
}

QTEST_GUILESS_MAIN(tst_EngineOperations)
#include "tst_engine_operations.moc"
