// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the groups of a problem's test data: which case is judged next, which is skipped, what the groups get.
#include "core/judge/group_step.h"

#include <algorithm>

namespace assay::core {

namespace {

using Members = std::vector<MemberResult>;

qsizetype caseCount(const TestGroup &group)
{
    return std::ranges::count(group.members, TestGroup::Member::Case, &TestGroup::MemberRef::kind);
}

const GroupScoring *scoringOf(const TestGroup &group)
{
    return std::get_if<GroupScoring>(&group.grading);
}

const LegacyGrading *gradingOf(const TestGroup &group)
{
    return std::get_if<LegacyGrading>(&group.grading);
}

/// Whether the verdict of such a group can be another than that of the first member that failed.
bool looksBeyondTheFirstFailure(const TestGroup &group)
{
    const auto *grading = gradingOf(group);
    if (grading == nullptr)
        return false;
    const DefaultGrader &grader = grading->grader;
    return grading->customGrader || grader.acceptIfAnyAccepted || grader.ignoreSample ||
           grader.verdict == VerdictMode::AlwaysAccept ||
           (grader.verdict == VerdictMode::WorstError && grading->onReject == OnReject::Continue);
}

QString staticCaseName(const TestGroup &group)
{
    return group.name + QStringLiteral("/static-validation");
}

class Walker
{
public:
    Walker(const Problem &problem, CasePolicy policy, const GroupActions &actions)
        : m_problem(problem)
        , m_policy(policy)
        , m_actions(actions)
        , m_firstFailureDecides(policy == CasePolicy::FailFast && !problem.types.scoring &&
                                std::ranges::none_of(problem.groups, looksBeyondTheFirstFailure))
    {
        m_walk.cases = plannedCases(problem);
        for (const auto &group : problem.groups)
            m_walk.groups.append({.name = group.name, .verdict = {}, .maxScore = maxScoreOf(group)});
    }

    Result<GroupWalk> walk()
    {
        m_walk.outcome = TRY(walkGroup(0));
        for (auto &run : m_walk.cases) {
            if (run.state != CaseState::Pending)
                continue;
            run.state = CaseState::Skipped;
            TRY(m_actions.record(run));
        }
        m_walk.maxScore = m_problem.types.scoring ? wholeMaxScore() : std::optional<double>(100);
        if (!m_problem.types.scoring)
            m_walk.outcome.score = isPass(m_walk.outcome.verdict) ? 100 : 0;
        else if (gradingOf(m_problem.groups.first()) && !isPass(m_walk.outcome.verdict))
            m_walk.outcome.score = 0; // "legacy": the score of what is not accepted is ignored
        return std::move(m_walk);
    }

private:
    std::optional<double> maxScoreOf(const TestGroup &group) const
    {
        if (!m_problem.types.scoring)
            return std::nullopt;
        if (const auto *scoring = scoringOf(group))
            return scoring->maxScore;
        const ScoreRange &range = gradingOf(group)->range;
        const double best = m_problem.objective == Objective::Maximize ? range.highest : range.lowest;
        return std::isfinite(best) ? std::optional(best) : std::nullopt;
    }

    /// The newer formats have no group for the whole: it is worth what `secret` is.
    std::optional<double> wholeMaxScore() const
    {
        for (qsizetype i = 0; i < m_problem.groups.size(); ++i) {
            if (scoringOf(m_problem.groups.at(i)) && m_problem.groups.at(i).name == QLatin1StringView("secret"))
                return m_walk.groups.at(i).maxScore;
        }
        return m_walk.groups.first().maxScore;
    }

    Result<GroupOutcome> walkGroup(qsizetype index)
    {
        const TestGroup &group = m_problem.groups.at(index);
        Members counted;
        bool counts = true;
        TRY(walkStatically(index, counted));
        for (const auto &member : group.members) {
            if (m_decided || (!counts && m_policy == CasePolicy::FailFast) || isDecided(group, counted))
                break;
            const MemberResult result = TRY(walkMember(index, member));
            if (counts)
                counted.push_back(result);
            if (isPass(result.verdict))
                continue;
            counts = counts && !breaksOnReject(group);
            m_decided = m_firstFailureDecides;
        }
        const GroupOutcome outcome = TRY(grade(index, counted));
        m_walk.groups[index].verdict = outcome.verdict;
        m_walk.groups[index].score = outcome.score;
        return outcome;
    }

    static bool breaksOnReject(const TestGroup &group)
    {
        const auto *grading = gradingOf(group);
        return grading != nullptr && grading->onReject == OnReject::Break;
    }

    /// Whether the rest of a 2025-09 group can change nothing any more.
    bool isDecided(const TestGroup &group, const Members &counted) const
    {
        const auto *scoring = scoringOf(group);
        if (scoring == nullptr || m_policy == CasePolicy::RunAll || !group.parent ||
            scoring->aggregation == ScoreAggregation::Sum)
            return false;
        return std::ranges::any_of(counted, [](const auto &one) { return !isPass(one.verdict); });
    }

    Result<MemberResult> walkMember(qsizetype group, const TestGroup::MemberRef &member)
    {
        if (member.kind == TestGroup::Member::Case)
            return walkCase(group, member.index);
        const TestGroup &inner = m_problem.groups.at(member.index);
        if (const auto *scoring = scoringOf(inner); scoring && !requirementsArePassed(*scoring))
            return MemberResult{.verdict = Verdict::WrongAnswer, .score = 0}; // not run: as if it had failed
        const GroupOutcome outcome = TRY(walkGroup(member.index));
        return MemberResult{.verdict = outcome.verdict, .score = outcome.score};
    }

    bool requirementsArePassed(const GroupScoring &scoring) const
    {
        return std::ranges::all_of(scoring.requirePass, [this](const QString &name) {
            const auto found = std::ranges::find(m_walk.groups, name, &GroupResult::name);
            return found != m_walk.groups.end() && found->verdict && isPass(*found->verdict);
        });
    }

    Result<MemberResult> walkCase(qsizetype group, qsizetype index)
    {
        JudgedCase judged = TRY(m_actions.judgeCase(m_problem.cases.at(index)));
        return keep(group, index, std::move(judged));
    }

    Result<void> walkStatically(qsizetype index, Members &counted)
    {
        const TestGroup &group = m_problem.groups.at(index);
        const auto *scoring = scoringOf(group);
        if (scoring == nullptr || !scoring->staticValidation || m_decided)
            return {};
        const auto place = std::ranges::find(m_walk.cases, staticCaseName(group), &CaseRun::name);
        JudgedCase judged = TRY(m_actions.judgeStatically(group));
        judged.run.name = place->name;
        // Its highest score is its own; a case's rules hold for it otherwise.
        GroupScoring own{.maxScore = scoring->staticValidation->score,
                         .aggregation =
                             scoring->staticValidation->score ? ScoreAggregation::Minimum : ScoreAggregation::PassFail};
        const double score = TRY(caseScore(own, 1, *judged.run.verdict, judged.feedback));
        counted.push_back(TRY(record(place - m_walk.cases.begin(), std::move(judged), score)));
        return {};
    }

    /// A case with its score, as its group counts it.
    Result<MemberResult> keep(qsizetype group, qsizetype index, JudgedCase judged)
    {
        const TestGroup &owner = m_problem.groups.at(group);
        double score = 0;
        if (const auto *grading = gradingOf(owner))
            score = legacyCaseScore(*grading, *judged.run.verdict, judged.feedback);
        else if (m_problem.types.scoring && owner.name != QLatin1StringView("sample"))
            score = TRY(caseScore(*scoringOf(owner), caseCount(owner), *judged.run.verdict, judged.feedback));
        return record(index, std::move(judged), score);
    }

    Result<MemberResult> record(qsizetype index, JudgedCase judged, double score)
    {
        CaseRun &run = m_walk.cases[index];
        judged.run.ordinal = run.ordinal;
        if (m_problem.types.scoring)
            judged.run.score = score;
        run = std::move(judged.run);
        TRY(m_actions.record(run));
        return MemberResult{.verdict = *run.verdict, .score = score};
    }

    Result<GroupOutcome> grade(qsizetype index, const Members &counted)
    {
        const TestGroup &group = m_problem.groups.at(index);
        if (const auto *grading = gradingOf(group))
            return grading->customGrader ? m_actions.runGrader(group, counted)
                                         : gradeByDefault(grading->grader, counted);
        GroupOutcome outcome = gradeByDefault({.verdict = VerdictMode::FirstError}, counted);
        if (!m_problem.types.scoring)
            return outcome;
        if (!group.parent) { // the whole: samples have no points
            outcome.score = counted.empty() ? 0 : counted.back().score;
            return outcome;
        }
        if (group.name == QLatin1StringView("sample"))
            return GroupOutcome{.verdict = outcome.verdict, .score = 0};
        return scoreGroup(*scoringOf(group), counted);
    }

    const Problem &m_problem;
    CasePolicy m_policy;
    const GroupActions &m_actions;
    bool m_firstFailureDecides;
    bool m_decided = false; ///< Nothing that is still to come can change the whole.
    GroupWalk m_walk;
};

} // namespace

QList<CaseRun> plannedCases(const Problem &problem)
{
    QList<CaseRun> cases;
    const auto add = [&cases](const QString &name, bool secret) {
        cases.append({.ordinal = static_cast<int>(cases.size()), .name = name, .secret = secret});
    };
    for (const auto &test : problem.cases)
        add(test.name, test.kind == CaseKind::Secret);
    for (const auto &group : problem.groups) {
        if (const auto *scoring = scoringOf(group); scoring && scoring->staticValidation)
            add(staticCaseName(group), true);
    }
    return cases;
}

Result<GroupWalk> walkGroups(const Problem &problem, CasePolicy policy, const GroupActions &actions)
{
    return Walker(problem, policy, actions).walk();
}

} // namespace assay::core
