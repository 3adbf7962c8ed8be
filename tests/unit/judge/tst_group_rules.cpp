// SPDX-License-Identifier: GPL-3.0-or-later
// What groups of test cases are worth.
#include "core/judge/group_rules.h"
#include "core/problems/group_yaml.h"

#include <QTest>

#include <limits>

using namespace assay;
using namespace assay::core;
using enum assay::core::Verdict;

Q_DECLARE_METATYPE(QList<assay::core::MemberResult>)
Q_DECLARE_METATYPE(assay::core::GroupScoring)
Q_DECLARE_METATYPE(assay::core::CaseFeedback)

namespace {

QString id(Verdict verdict)
{
    return QString::fromUtf8(kVerdictIds.text(verdict));
}

using Members = QList<MemberResult>;

DefaultGrader graderWith(const QString &flags)
{
    DefaultGrader grader;
    for (const QString &flag : flags.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (!setGraderFlag(grader, flag))
            qFatal("no such flag: %s", qPrintable(flag));
    return grader;
}

} // namespace

class tst_GroupRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultGrader_flags_lastOfAKindWins();
    void defaultGrader_unknownFlag_isNothing();
    void gradeByDefault_modes_data();
    void gradeByDefault_modes();
    void graderInput_isALinePerMember();
    void graderResult_forms_data();
    void graderResult_forms();
    void legacyCaseScore_usesTheValidatorsFirst();
    void caseScore_rules_data();
    void caseScore_rules();
    void scoreGroup_aggregations_data();
    void scoreGroup_aggregations();
    void scoreGroup_thirdsOfAWhole_areTheWhole();
    void scoreGroup_overItsHighest_isAnError();
};

void tst_GroupRules::defaultGrader_flags_lastOfAKindWins()
{
    QCOMPARE(graderWith(QStringLiteral("first_error min no_errors max accept_if_any_accepted")),
             (DefaultGrader{.verdict = VerdictMode::WorstError,
                            .score = ScoreMode::Maximum,
                            .ignoreSample = false,
                            .acceptIfAnyAccepted = true}));
}

void tst_GroupRules::defaultGrader_unknownFlag_isNothing()
{
    DefaultGrader grader;
    QVERIFY(setGraderFlag(grader, QStringLiteral("avg")));
    QVERIFY(!setGraderFlag(grader, QStringLiteral("median")));
    QCOMPARE(grader.score, ScoreMode::Average);
}

void tst_GroupRules::gradeByDefault_modes_data()
{
    QTest::addColumn<QString>("flags");
    QTest::addColumn<Members>("members");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<double>("score");
    const Members mixed{{Accepted, 10}, {WrongAnswer, 1}, {TimeLimitExceeded, 2}, {RunTimeError, 3}};
    QTest::newRow("nothing is accepted") << QString() << Members{} << QStringLiteral("AC") << 0.0;
    QTest::newRow("worst error by default") << QString() << mixed << QStringLiteral("RTE") << 16.0;
    QTest::newRow("first error") << QStringLiteral("first_error") << mixed << QStringLiteral("WA") << 16.0;
    QTest::newRow("always accept") << QStringLiteral("always_accept avg") << mixed << QStringLiteral("AC") << 4.0;
    QTest::newRow("minimum") << QStringLiteral("min") << mixed << QStringLiteral("RTE") << 1.0;
    QTest::newRow("maximum") << QStringLiteral("max") << mixed << QStringLiteral("RTE") << 10.0;
    QTest::newRow("any accepted") << QStringLiteral("accept_if_any_accepted") << mixed << QStringLiteral("AC") << 16.0;
    QTest::newRow("none accepted of any")
        << QStringLiteral("accept_if_any_accepted first_error") << Members{{WrongAnswer, 0}, {RunTimeError, 0}}
        << QStringLiteral("WA") << 0.0;
    QTest::newRow("sample ignored") << QStringLiteral("ignore_sample") << Members{{WrongAnswer, 5}, {Accepted, 70}}
                                    << QStringLiteral("AC") << 70.0;
    QTest::newRow("worse than a wrong answer is a time limit")
        << QString() << Members{{WrongAnswer, 0}, {TimeLimitExceeded, 0}} << QStringLiteral("TLE") << 0.0;
    QTest::newRow("a judging error is the group's")
        << QStringLiteral("always_accept") << Members{{Accepted, 1}, {JudgingError, 0}} << QStringLiteral("JE") << 0.0;
}

void tst_GroupRules::gradeByDefault_modes()
{
    QFETCH(const QString, flags);
    QFETCH(const Members, members);
    const GroupOutcome outcome = gradeByDefault(graderWith(flags), members);
    QTEST(id(outcome.verdict), "verdict");
    QTEST(outcome.score, "score");
}

void tst_GroupRules::graderInput_isALinePerMember()
{
    const Members members{{Accepted, 12.5}, {SecurityViolation, 0}, {PresentationError, 3}};
    QCOMPARE(graderInput(members), QByteArray("AC 12.5\nRTE 0\nWA 3\n"));
}

void tst_GroupRules::graderResult_forms_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("expected"); // empty: an error
    QTest::newRow("verdict and score") << QByteArray("AC 42.500000\n") << QStringLiteral("AC 42.5");
    QTest::newRow("white space around") << QByteArray("\n WA   -3 \n") << QStringLiteral("WA -3");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("a verdict alone") << QByteArray("AC\n") << QString();
    QTest::newRow("more than that") << QByteArray("AC 1\nAC 2\n") << QString();
    QTest::newRow("an unknown verdict") << QByteArray("OK 1\n") << QString();
    QTest::newRow("no number") << QByteArray("AC many\n") << QString();
    QTest::newRow("not finite") << QByteArray("AC inf\n") << QString();
}

void tst_GroupRules::graderResult_forms()
{
    QFETCH(const QByteArray, output);
    const auto result = graderResult({output.constData(), static_cast<std::size_t>(output.size())});
    const QString text = result ? id(result->verdict) + QLatin1Char(' ') + QString::number(result->score) : QString();
    QTEST(text, "expected");
}

void tst_GroupRules::legacyCaseScore_usesTheValidatorsFirst()
{
    const LegacyGrading grading{.acceptScore = 7, .rejectScore = 2};
    QCOMPARE(legacyCaseScore(grading, Accepted, {}), 7.0);
    QCOMPARE(legacyCaseScore(grading, Accepted, {.score = 3.5, .multiplier = {}}), 3.5);
    QCOMPARE(legacyCaseScore(grading, WrongAnswer, {}), 2.0);
}

void tst_GroupRules::caseScore_rules_data()
{
    QTest::addColumn<GroupScoring>("scoring");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<CaseFeedback>("feedback");
    QTest::addColumn<double>("expected"); // NaN: an error
    const double error = std::numeric_limits<double>::quiet_NaN();
    const auto ac = QStringLiteral("AC");
    const GroupScoring sum{.maxScore = 100, .aggregation = ScoreAggregation::Sum};
    const GroupScoring least{.maxScore = 100, .aggregation = ScoreAggregation::Minimum};
    const GroupScoring unbounded{.maxScore = {}, .aggregation = ScoreAggregation::Sum};
    const GroupScoring passFail{.maxScore = 100};
    GroupScoring withStatic = sum;
    withStatic.staticValidation = StaticValidation{.score = 20, .arguments = {}};
    QTest::newRow("a part of the sum") << sum << ac << CaseFeedback{} << 25.0;
    QTest::newRow("the static validation's part is taken off") << withStatic << ac << CaseFeedback{} << 20.0;
    QTest::newRow("all of the minimum") << least << ac << CaseFeedback{} << 100.0;
    QTest::newRow("multiplied") << sum << ac << CaseFeedback{.score = {}, .multiplier = 0.5} << 12.5;
    QTest::newRow("given") << sum << ac << CaseFeedback{.score = 20, .multiplier = {}} << 20.0;
    QTest::newRow("given without a highest") << unbounded << ac << CaseFeedback{.score = 1e6, .multiplier = {}} << 1e6;
    QTest::newRow("failed") << sum << QStringLiteral("WA") << CaseFeedback{} << 0.0;
    QTest::newRow("nothing in a pass-fail group") << passFail << ac << CaseFeedback{} << 0.0;
    QTest::newRow("a score for a failure")
        << sum << QStringLiteral("WA") << CaseFeedback{.score = 1, .multiplier = {}} << error;
    QTest::newRow("a score in a pass-fail group")
        << passFail << ac << CaseFeedback{.score = 1, .multiplier = {}} << error;
    QTest::newRow("more than its highest") << sum << ac << CaseFeedback{.score = 25.1, .multiplier = {}} << error;
    QTest::newRow("a multiplier over one") << sum << ac << CaseFeedback{.score = {}, .multiplier = 1.5} << error;
    QTest::newRow("a negative score") << sum << ac << CaseFeedback{.score = -1, .multiplier = {}} << error;
    QTest::newRow("both") << sum << ac << CaseFeedback{.score = 1, .multiplier = 1} << error;
    QTest::newRow("none without a highest") << unbounded << ac << CaseFeedback{} << error;
    QTest::newRow("a multiplier without a highest")
        << unbounded << ac << CaseFeedback{.score = {}, .multiplier = 1} << error;
}

void tst_GroupRules::caseScore_rules()
{
    QFETCH(const GroupScoring, scoring);
    QFETCH(const QString, verdict);
    QFETCH(const CaseFeedback, feedback);
    QFETCH(const double, expected);
    const auto score = caseScore(scoring, 4, *kVerdictIds.value(verdict.toStdString()), feedback);
    QCOMPARE(score.has_value(), !std::isnan(expected));
    if (score)
        QCOMPARE(*score, expected);
}

void tst_GroupRules::scoreGroup_aggregations_data()
{
    QTest::addColumn<int>("aggregation");
    QTest::addColumn<Members>("members");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<double>("score");
    const Members mixed{{Accepted, 10}, {WrongAnswer, 0}, {Accepted, 30}};
    const Members good{{Accepted, 10}, {Accepted, 30}};
    const auto row = [](const char *name, ScoreAggregation aggregation, const Members &members, const char *verdict,
                        double score) {
        QTest::newRow(name) << static_cast<int>(aggregation) << members << QString::fromLatin1(verdict) << score;
    };
    row("pass-fail, failed", ScoreAggregation::PassFail, mixed, "WA", 0);
    row("pass-fail, passed", ScoreAggregation::PassFail, good, "AC", 50);
    row("sum with a failure", ScoreAggregation::Sum, mixed, "WA", 40);
    row("minimum with a failure", ScoreAggregation::Minimum, mixed, "WA", 0);
    row("minimum", ScoreAggregation::Minimum, good, "AC", 10);
}

void tst_GroupRules::scoreGroup_aggregations()
{
    QFETCH(const int, aggregation);
    QFETCH(const Members, members);
    const GroupScoring scoring{.maxScore = 50, .aggregation = static_cast<ScoreAggregation>(aggregation)};
    const auto outcome = scoreGroup(scoring, members);
    QVERIFY(outcome);
    QTEST(id(outcome->verdict), "verdict");
    QTEST(outcome->score, "score");
}

void tst_GroupRules::scoreGroup_thirdsOfAWhole_areTheWhole()
{
    const GroupScoring scoring{.maxScore = 100, .aggregation = ScoreAggregation::Sum};
    for (const qsizetype count : {3, 7, 49, 999}) {
        const double part = *caseScore(scoring, count, Accepted, {});
        const auto outcome = scoreGroup(scoring, Members(count, {Accepted, part}));
        QVERIFY(outcome);
        QVERIFY(outcome->score <= 100 && outcome->score > 100 - 1e-9);
    }
}

void tst_GroupRules::scoreGroup_overItsHighest_isAnError()
{
    const GroupScoring scoring{.maxScore = 39, .aggregation = ScoreAggregation::Sum};
    QVERIFY(!scoreGroup(scoring, Members{{Accepted, 10}, {Accepted, 30}}));
}

QTEST_GUILESS_MAIN(tst_GroupRules)
#include "tst_group_rules.moc"
