// SPDX-License-Identifier: GPL-3.0-or-later
// When an attack counts as contained: never when it says that it got through, whatever was allowed.
#include "core/doctor/attack_rules.h"
#include "core/doctor/host_traces.h"

#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace std::chrono_literals;

namespace {

/// Everything is allowed: only what can never be allowed is left.
AttackExpectation anything()
{
    return {.verdicts = {Verdict::TimeLimitExceeded, Verdict::WallTimeLimitExceeded, Verdict::RunTimeError,
                         Verdict::MemoryLimitExceeded, Verdict::OutputLimitExceeded, Verdict::CompileError,
                         Verdict::SecurityViolation},
            .contained = true,
            .refused = true};
}

} // namespace

class tst_AttackRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escape_isNeverContained_data();
    void escape_isNeverContained();
    void end_isContained_onlyWhenItIsExpected_data();
    void end_isContained_onlyWhenItIsExpected();
    void violation_ofAnotherCall_isNotContained();
    void limit_enforcedLate_isNotContained();
    void outcome_code_isShort();
    void traces_newOnesOnly_areFound();
};

void tst_AttackRules::escape_isNeverContained_data()
{
    QTest::addColumn<AttackObservation>("observed");
    QTest::newRow("it says so and ends with 99") << AttackObservation{.exitCode = 99, .output = "ESCAPED x\n"};
    QTest::newRow("it says so and ends well") << AttackObservation{.output = "CONTAINED a\nESCAPED b\nCONTAINED c\n"};
    QTest::newRow("it says so and is killed for time")
        << AttackObservation{.verdict = Verdict::TimeLimitExceeded, .exitCode = -1, .output = "ESCAPED x"};
    QTest::newRow("it says so and is killed by the filter") << AttackObservation{.verdict = Verdict::SecurityViolation,
                                                                                 .violation = QStringLiteral("socket"),
                                                                                 .exitCode = -1,
                                                                                 .output = "\nESCAPED x"};
    QTest::newRow("it says so while it is compiled")
        << AttackObservation{.verdict = Verdict::CompileError, .output = "ESCAPED x\n"};
    QTest::newRow("it ends with 99 and says nothing")
        << AttackObservation{.verdict = Verdict::RunTimeError, .exitCode = 99};
    QTest::newRow("it ends well and says nothing") << AttackObservation{};
    QTest::newRow("it says CONTAINED in the middle of a line") << AttackObservation{.output = "x CONTAINED\n"};
}

void tst_AttackRules::escape_isNeverContained()
{
    QFETCH(AttackObservation, observed);
    QCOMPARE(judgeAttack(anything(), observed).state, AttackState::NotContained);
}

void tst_AttackRules::end_isContained_onlyWhenItIsExpected_data()
{
    QTest::addColumn<AttackObservation>("observed");
    QTest::addColumn<AttackExpectation>("expected");
    QTest::newRow("time") << AttackObservation{.verdict = Verdict::TimeLimitExceeded, .exitCode = -1}
                          << AttackExpectation{.verdicts = {Verdict::TimeLimitExceeded}};
    QTest::newRow("memory") << AttackObservation{.verdict = Verdict::MemoryLimitExceeded, .exitCode = -1}
                            << AttackExpectation{.verdicts = {Verdict::MemoryLimitExceeded}};
    QTest::newRow("its own end") << AttackObservation{.output = "CONTAINED EPERM\n"}
                                 << AttackExpectation{.contained = true};
    QTest::newRow("refusal") << AttackObservation{.refused = true} << AttackExpectation{.refused = true};
}

void tst_AttackRules::end_isContained_onlyWhenItIsExpected()
{
    QFETCH(AttackObservation, observed);
    QFETCH(AttackExpectation, expected);
    QCOMPARE(judgeAttack(expected, observed).state, AttackState::Contained);
    AttackExpectation other = anything();
    for (const auto verdict : expected.verdicts)
        other.verdicts.removeAll(verdict);
    other.contained = !expected.contained;
    other.refused = !expected.refused;
    QCOMPARE(judgeAttack(other, observed).state, AttackState::NotContained);
    other = expected;
    other.never = {QStringLiteral("root:")};
    observed.output += "root:x:0:0";
    QCOMPARE(judgeAttack(other, observed).end, AttackEnd::Told);
}

void tst_AttackRules::violation_ofAnotherCall_isNotContained()
{
    const AttackObservation observed{
        .verdict = Verdict::SecurityViolation, .violation = QStringLiteral("socket"), .exitCode = -1};
    const auto judged = [&observed](const QStringList &violations) {
        return judgeAttack({.verdicts = {Verdict::SecurityViolation}, .violations = violations}, observed).state;
    };
    QCOMPARE(judged({QStringLiteral("bind"), QStringLiteral("socket")}), AttackState::Contained);
    QCOMPARE(judged({}), AttackState::Contained);
    QCOMPARE(judged({QStringLiteral("bind")}), AttackState::NotContained);
}

void tst_AttackRules::limit_enforcedLate_isNotContained()
{
    const AttackExpectation expected{.verdicts = {Verdict::WallTimeLimitExceeded}};
    AttackObservation observed{
        .verdict = Verdict::WallTimeLimitExceeded, .exitCode = -1, .wall = 1100ms, .wallLimit = 1000ms};
    QCOMPARE(judgeAttack(expected, observed).state, AttackState::Contained);
    observed.wall = 4001ms;
    QCOMPARE(judgeAttack(expected, observed).end, AttackEnd::Late);
}

void tst_AttackRules::outcome_code_isShort()
{
    QCOMPARE(outcomeCode({.verdict = Verdict::SecurityViolation, .violation = QStringLiteral("ptrace")}),
             QStringLiteral("SV ptrace"));
    QCOMPARE(outcomeCode({.end = AttackEnd::InVain}), QStringLiteral("in vain"));
}

void tst_AttackRules::traces_newOnesOnly_areFound()
{
    const HostTraces before{
        {{.name = QStringLiteral("mounts"), .items = {QStringLiteral("/a"), QStringLiteral("/b")}}}};
    const HostTraces after{{{.name = QStringLiteral("mounts"),
                             .items = {QStringLiteral("/b"), QStringLiteral("/b"), QStringLiteral("/c")}},
                            {.name = QStringLiteral("keys"), .items = {QStringLiteral("1")}}}};
    QCOMPARE(newTraces(before, before), QStringList());
    QCOMPARE(newTraces(before, after),
             QStringList({QStringLiteral("mounts: /b"), QStringLiteral("mounts: /c"), QStringLiteral("keys: 1")}));
}

QTEST_GUILESS_MAIN(tst_AttackRules)
#include "tst_attack_rules.moc"
