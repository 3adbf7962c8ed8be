// SPDX-License-Identifier: GPL-3.0-or-later
// Which cases are judged in which order, and what the whole gets.
#include "core/judge/group_step.h"

#include <QTest>

#include <map>

using namespace assay;
using namespace assay::core;
using enum assay::core::Verdict;
using Member = TestGroup::Member;

namespace {

/// A problem with sample/1 and the groups secret/a (2 cases) and secret/b (3 cases), all graded alike.
template <typename Grading>
Problem problemWith(const Grading &root, const Grading &sample, const Grading &secret, const Grading &a,
                    const Grading &b)
{
    Problem problem;
    const auto addCase = [&problem](const char *name, CaseKind kind, qsizetype group) {
        problem.cases.append({.name = QString::fromLatin1(name), .kind = kind, .group = group});
        return TestGroup::MemberRef{.kind = Member::Case, .index = problem.cases.size() - 1};
    };
    const auto group = [](qsizetype index) { return TestGroup::MemberRef{.kind = Member::Group, .index = index}; };
    problem.groups = {
        {.name = {}, .parent = {}, .members = {group(1), group(2)}, .grading = root},
        {.name = QStringLiteral("sample"),
         .parent = 0,
         .members = {addCase("sample/1", CaseKind::Sample, 1)},
         .grading = sample},
        {.name = QStringLiteral("secret"), .parent = 0, .members = {group(3), group(4)}, .grading = secret},
        {.name = QStringLiteral("secret/a"),
         .parent = 2,
         .members = {addCase("secret/a/1", CaseKind::Secret, 3), addCase("secret/a/2", CaseKind::Secret, 3)},
         .grading = a},
        {.name = QStringLiteral("secret/b"),
         .parent = 2,
         .members = {addCase("secret/b/1", CaseKind::Secret, 4), addCase("secret/b/2", CaseKind::Secret, 4),
                     addCase("secret/b/3", CaseKind::Secret, 4)},
         .grading = b},
    };
    return problem;
}

Problem passFail(const GroupScoring &scoring = {})
{
    return problemWith(scoring, scoring, scoring, scoring, scoring);
}

/// 2025-09: a pass-fail group of 30 points and a summed one of 70.
Problem points()
{
    Problem problem =
        problemWith<GroupScoring>({}, {}, {.maxScore = 100, .aggregation = ScoreAggregation::Sum}, {.maxScore = 30},
                                  {.maxScore = 70, .aggregation = ScoreAggregation::Sum});
    problem.types.scoring = true;
    return problem;
}

/// Cases fail as they are told to; the order of judging is kept.
struct Script {
    std::map<QString, Verdict> failures;
    std::map<QString, double> scores;
    QStringList judged;
    QStringList recorded;

    GroupActions actions()
    {
        const auto one = [this](const QString &name) -> Result<JudgedCase> {
            judged.append(name);
            const auto failure = failures.find(name);
            const auto score = scores.find(name);
            return JudgedCase{.run = {.name = name,
                                      .state = CaseState::Done,
                                      .verdict = failure == failures.end() ? Accepted : failure->second},
                              .feedback = {.score = score == scores.end() ? std::nullopt : std::optional(score->second),
                                           .multiplier = {}}};
        };
        return {
            .judgeCase = [one](const TestCase &test) { return one(test.name); },
            .judgeStatically = [one](const TestGroup &group) { return one(group.name + QStringLiteral("#static")); },
            .runGrader = [](const TestGroup &, std::span<const MemberResult> members) -> Result<GroupOutcome> {
                return GroupOutcome{.verdict = Accepted, .score = 7.0 * static_cast<double>(members.size())};
            },
            .record = [this](const CaseRun &run) -> Result<void> {
                recorded.append(run.name);
                return {};
            }};
    }
};

GroupWalk walked(const Problem &problem, Script &script, CasePolicy policy = CasePolicy::FailFast)
{
    const GroupActions actions = script.actions();
    auto walk = walkGroups(problem, policy, actions);
    return walk ? std::move(*walk) : GroupWalk{.outcome = {.verdict = JudgingError}};
}

QString id(Verdict verdict)
{
    return QString::fromUtf8(kVerdictIds.text(verdict));
}

} // namespace

class tst_GroupStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passFail_allGood_isAccepted();
    void passFail_failFast_stopsAtTheFirstFailure();
    void passFail_runAll_judgesEverything();
    void legacy_breakInRunAll_countsNothingBehindIt();
    void legacy_continue_worstErrorNeedsAll();
    void legacy_scoring_groupsWithAcceptScores();
    void legacy_notAccepted_hasNoScore();
    void legacy_customGrader_getsTheMembers();
    void points_partial_isTheSumOfGroups();
    void points_failedPassFailGroup_isLeftEarly();
    void points_sampleFails_countsNothing();
    void requirePass_failedGroup_isNotRun();
    void staticValidation_countsAsACase();
    void outcome_isTheSameForBothPolicies();
};

void tst_GroupStep::passFail_allGood_isAccepted()
{
    Script script;
    const GroupWalk walk = walked(passFail(), script);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("AC"));
    QCOMPARE(walk.outcome.score, 100.0);
    QCOMPARE(script.judged.size(), 6);
    QCOMPARE(script.recorded, script.judged);
}

void tst_GroupStep::passFail_failFast_stopsAtTheFirstFailure()
{
    Script script{.failures = {{QStringLiteral("secret/a/2"), TimeLimitExceeded}}};
    const GroupWalk walk = walked(passFail(), script);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("TLE"));
    QCOMPARE(walk.outcome.score, 0.0);
    QCOMPARE(script.judged.last(), QStringLiteral("secret/a/2"));
    QCOMPARE(walk.cases.last().state, CaseState::Skipped);
    QCOMPARE(script.recorded.size(), 6); // skipped ones as well
}

void tst_GroupStep::passFail_runAll_judgesEverything()
{
    Script script{
        .failures = {{QStringLiteral("sample/1"), WrongAnswer}, {QStringLiteral("secret/b/3"), RunTimeError}}};
    const GroupWalk walk = walked(passFail(), script, CasePolicy::RunAll);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("WA"));
    QCOMPARE(script.judged.size(), 6);
}

void tst_GroupStep::legacy_breakInRunAll_countsNothingBehindIt()
{
    const LegacyGrading grading;
    Problem problem = problemWith(grading, grading, grading, grading, grading);
    Script script{
        .failures = {{QStringLiteral("secret/a/1"), WrongAnswer}, {QStringLiteral("secret/b/1"), RunTimeError}}};
    const GroupWalk walk = walked(problem, script, CasePolicy::RunAll);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("WA")); // not the worse one behind the break
    QCOMPARE(script.judged.size(), 6);
}

void tst_GroupStep::legacy_continue_worstErrorNeedsAll()
{
    const LegacyGrading grading{.onReject = OnReject::Continue};
    Problem problem = problemWith(grading, grading, grading, grading, grading);
    Script script{
        .failures = {{QStringLiteral("secret/a/1"), WrongAnswer}, {QStringLiteral("secret/b/1"), RunTimeError}}};
    const GroupWalk walk = walked(problem, script);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("RTE"));
    QCOMPARE(script.judged.size(), 6);
}

void tst_GroupStep::legacy_scoring_groupsWithAcceptScores()
{
    const LegacyGrading root{.onReject = OnReject::Continue, .grader = {.ignoreSample = true}, .range = {0, 100}};
    const LegacyGrading secret{.onReject = OnReject::Continue, .grader = {.acceptIfAnyAccepted = true}};
    const LegacyGrading a{.grader = {.score = ScoreMode::Minimum}, .acceptScore = 40};
    const LegacyGrading b{.grader = {.score = ScoreMode::Minimum}, .acceptScore = 60};
    Problem problem = problemWith(root, LegacyGrading{}, secret, a, b);
    problem.types.scoring = true;
    Script script{.failures = {{QStringLiteral("secret/b/2"), WrongAnswer}}};
    const GroupWalk walk = walked(problem, script);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("AC"));
    QCOMPARE(walk.outcome.score, 40.0);
    QCOMPARE(walk.maxScore, 100.0);
    QCOMPARE(id(*walk.groups.at(4).verdict), QStringLiteral("WA"));
    QVERIFY(!script.judged.contains(QStringLiteral("secret/b/3")));
}

void tst_GroupStep::legacy_notAccepted_hasNoScore()
{
    const LegacyGrading grading{.onReject = OnReject::Continue};
    Problem problem = problemWith(grading, grading, grading, grading, grading);
    problem.types.scoring = true;
    Script script{.failures = {{QStringLiteral("secret/b/3"), WrongAnswer}}};
    QCOMPARE(walked(problem, script).outcome, (GroupOutcome{.verdict = WrongAnswer, .score = 0}));
}

void tst_GroupStep::legacy_customGrader_getsTheMembers()
{
    const LegacyGrading plain{.onReject = OnReject::Continue};
    const LegacyGrading custom{.onReject = OnReject::Continue, .customGrader = true};
    Problem problem = problemWith(plain, plain, plain, plain, custom);
    problem.types.scoring = true;
    Script script;
    const GroupWalk walk = walked(problem, script);
    QCOMPARE(walk.groups.at(4).score, 21.0);
    QCOMPARE(walk.outcome.score, 1 + 2 + 21.0); // sample and a by default scores of 1
}

void tst_GroupStep::points_partial_isTheSumOfGroups()
{
    Script script{.failures = {{QStringLiteral("secret/b/2"), WrongAnswer}}};
    const GroupWalk walk = walked(points(), script);
    QCOMPARE(walk.outcome.score, 30 + 2 * 70.0 / 3);
    QCOMPARE(walk.maxScore, 100.0);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("WA"));
    QCOMPARE(walk.cases.at(3).score, 70.0 / 3);
    QCOMPARE(script.judged.size(), 6);
}

void tst_GroupStep::points_failedPassFailGroup_isLeftEarly()
{
    Script script{.failures = {{QStringLiteral("secret/a/1"), WrongAnswer}}};
    const GroupWalk walk = walked(points(), script);
    QVERIFY(!script.judged.contains(QStringLiteral("secret/a/2")));
    QVERIFY(script.judged.contains(QStringLiteral("secret/b/3")));
    QCOMPARE(walk.outcome.score, 70.0);
}

void tst_GroupStep::points_sampleFails_countsNothing()
{
    Script script{.failures = {{QStringLiteral("sample/1"), WrongAnswer}}};
    const GroupWalk walk = walked(points(), script);
    QCOMPARE(walk.outcome.score, 100.0);
    QCOMPARE(id(walk.outcome.verdict), QStringLiteral("WA"));
}

void tst_GroupStep::requirePass_failedGroup_isNotRun()
{
    Problem problem = points();
    std::get<GroupScoring>(problem.groups[4].grading).requirePass = {QStringLiteral("secret/a")};
    Script script{.failures = {{QStringLiteral("secret/a/2"), WrongAnswer}}};
    const GroupWalk walk = walked(problem, script, CasePolicy::RunAll);
    QCOMPARE(walk.outcome.score, 0.0);
    QVERIFY(!walk.groups.at(4).verdict);
    QCOMPARE(walk.cases.at(3).state, CaseState::Skipped);
    Script good;
    QCOMPARE(walked(problem, good).outcome.score, 100.0);
}

void tst_GroupStep::staticValidation_countsAsACase()
{
    Problem problem = points();
    std::get<GroupScoring>(problem.groups[4].grading).staticValidation = StaticValidation{.score = 10, .arguments = {}};
    QCOMPARE(plannedCases(problem).last().name, QStringLiteral("secret/b/static-validation"));
    Script script{.scores = {{QStringLiteral("secret/b#static"), 4.5}}};
    const GroupWalk walk = walked(problem, script);
    QCOMPARE(walk.outcome.score, 30 + 60 + 4.5);
    QCOMPARE(walk.cases.last().score, 4.5);
}

void tst_GroupStep::outcome_isTheSameForBothPolicies()
{
    const QStringList names{QStringLiteral("sample/1"),   QStringLiteral("secret/a/1"), QStringLiteral("secret/a/2"),
                            QStringLiteral("secret/b/1"), QStringLiteral("secret/b/2"), QStringLiteral("secret/b/3")};
    const LegacyGrading plain;
    const LegacyGrading lenient{.onReject = OnReject::Continue, .grader = {.acceptIfAnyAccepted = true}};
    const LegacyGrading onward{.onReject = OnReject::Continue};
    Problem legacy = problemWith(lenient, plain, lenient, plain, onward);
    for (const Problem &problem : {passFail(), points(), legacy, problemWith(plain, plain, plain, onward, plain)}) {
        for (unsigned failing = 0; failing < 64; ++failing) {
            Script fast;
            for (int i = 0; i < 6; ++i) {
                if ((failing >> i & 1U) != 0)
                    fast.failures[names.at(i)] = i % 2 == 0 ? WrongAnswer : RunTimeError;
            }
            Script all = fast;
            QCOMPARE(walked(problem, fast).outcome, walked(problem, all, CasePolicy::RunAll).outcome);
        }
    }
}

QTEST_GUILESS_MAIN(tst_GroupStep)
#include "tst_group_step.moc"
