// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a package says about its groups fits together.
#include "core/problems/group_checks.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

std::string fileOf(const TestGroup &group, std::string_view name)
{
    std::string path = "data/";
    if (!group.name.isEmpty())
        path += group.name.toStdString() + "/";
    path += name;
    return path;
}

class GroupChecker
{
public:
    GroupChecker(const Problem &problem, PackageFindings &findings)
        : m_problem(problem)
        , m_findings(findings)
    {
    }

    void check()
    {
        for (const TestGroup &group : m_problem.groups) {
            if (const auto *grading = std::get_if<LegacyGrading>(&group.grading))
                checkGrading(group, *grading);
            else
                checkScoring(group, std::get<GroupScoring>(group.grading));
        }
        if (const auto *secret = find(u"secret"_s); secret && std::holds_alternative<GroupScoring>(secret->grading))
            checkSecret(*secret, std::get<GroupScoring>(secret->grading));
    }

private:
    const TestGroup *find(const QString &name) const
    {
        const auto found = std::ranges::find(m_problem.groups, name, &TestGroup::name);
        return found == m_problem.groups.end() ? nullptr : &*found;
    }

    void error(const TestGroup &group, const char *key, const QString &message)
    {
        m_findings.error(fileOf(group, "test_group.yaml"), QString::fromLatin1(key), message);
    }

    void checkGrading(const TestGroup &group, const LegacyGrading &grading)
    {
        if (!grading.customGrader)
            return;
        if (!m_problem.grader)
            m_findings.error(fileOf(group, "testdata.yaml"), u"grading"_s, u"is custom, but there is no grader"_s);
        else if (!m_problem.types.scoring)
            m_findings.warn(fileOf(group, "testdata.yaml"), u"grading"_s, u"is custom in a pass-fail problem"_s);
    }

    void checkScoring(const TestGroup &group, const GroupScoring &scoring)
    {
        if (scoring.staticValidation)
            checkStatic(group, scoring);
        for (const QString &name : scoring.requirePass)
            checkRequired(group, name);
        if (m_problem.types.scoring && scoring.aggregation == ScoreAggregation::PassFail && !scoring.maxScore &&
            group.name.contains(u'/') && countsForScore())
            error(group, "max_score", u"is missing: what the group is worth is not known"_s);
    }

    /// Whether secret's score is made of its groups'.
    bool countsForScore() const
    {
        const TestGroup *secret = find(u"secret"_s);
        return secret && std::get<GroupScoring>(secret->grading).aggregation != ScoreAggregation::PassFail;
    }

    void checkStatic(const TestGroup &group, const GroupScoring &scoring)
    {
        if (!m_problem.staticValidator)
            error(group, "static_validation_score", u"there is no static validator"_s);
        if (m_problem.types.submitAnswer)
            error(group, "static_validation_score", u"a submit-answer problem has no static validation"_s);
        if (!scoring.staticValidation->score)
            return;
        if (!m_problem.types.scoring)
            error(group, "static_validation_score", u"must be pass-fail: the problem is not scoring"_s);
        else if (scoring.aggregation == ScoreAggregation::PassFail)
            error(group, "static_validation_score", u"must be pass-fail, as score_aggregation is"_s);
        else if (scoring.maxScore && *scoring.staticValidation->score > *scoring.maxScore)
            error(group, "static_validation_score", u"is above max_score"_s);
    }

    void checkRequired(const TestGroup &group, const QString &name)
    {
        const TestGroup *required = find(name);
        if (!required || name.isEmpty() || name == "secret"_L1)
            return error(group, "require_pass", u"there is no group %1"_s.arg(name));
        if (group.name == "secret"_L1 && name != "sample"_L1)
            return error(group, "require_pass", u"secret can only require sample"_s);
        if (name != "sample"_L1 && name >= group.name)
            return error(group, "require_pass", u"%1 comes later"_s.arg(name));
        if (std::get<GroupScoring>(required->grading).aggregation != ScoreAggregation::PassFail)
            error(group, "require_pass", u"%1 is not pass-fail"_s.arg(name));
    }

    void checkSecret(const TestGroup &secret, const GroupScoring &scoring)
    {
        bool groups = false;
        bool cases = false;
        for (const auto &member : secret.members) {
            groups = groups || member.kind == TestGroup::Member::Group;
            cases = cases || member.kind == TestGroup::Member::Case;
        }
        if (groups && cases) {
            const QString message = u"has test cases beside its groups"_s;
            if (m_problem.types.scoring)
                m_findings.error("data/secret", {}, message);
            else
                m_findings.warn("data/secret", {}, message);
        }
        if (!m_problem.types.scoring)
            return;
        for (const TestGroup &group : m_problem.groups) {
            if (!group.name.startsWith("secret/"_L1))
                continue;
            const auto &own = std::get<GroupScoring>(group.grading);
            if (scoring.aggregation == ScoreAggregation::PassFail && own.aggregation != ScoreAggregation::PassFail)
                error(group, "score_aggregation", u"must be pass-fail, as that of secret is"_s);
            if (scoring.maxScore && !own.maxScore && own.aggregation != ScoreAggregation::PassFail)
                error(group, "max_score", u"must be given, as that of secret is bounded"_s);
        }
        if (scoring.aggregation == ScoreAggregation::PassFail && !scoring.maxScore)
            error(secret, "max_score", u"cannot be unbounded where score_aggregation is pass-fail"_s);
    }

    const Problem &m_problem;
    PackageFindings &m_findings;
};

} // namespace

void checkGroups(const Problem &problem, PackageFindings &findings)
{
    GroupChecker{problem, findings}.check();
}

} // namespace assay::core
