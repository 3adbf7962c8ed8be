// SPDX-License-Identifier: GPL-3.0-or-later
// The groups of a problem in the other way of scoring them, as near as it comes.
#include "core/problems/group_translation.h"

#include "core/problems/group_yaml.h"

#include <algorithm>
#include <cmath>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// How many cases lie in the group, also in groups below it.
qsizetype casesBelow(const Problem &problem, const QString &group)
{
    return std::ranges::count_if(problem.cases, [&](const TestCase &one) { return one.name.startsWith(group + u'/'); });
}

bool hasCasesBesideGroups(const Problem &problem, const QString &group)
{
    return std::ranges::any_of(problem.cases, [&](const TestCase &one) {
        return one.name.startsWith(group + u'/') && one.name.indexOf(u'/', group.size() + 1) < 0;
    });
}

GroupScoring scoringOf(const Problem &problem, const TestGroup &group, const LegacyGrading &grading)
{
    GroupScoring scoring;
    const auto count = static_cast<double>(casesBelow(problem, group.name));
    if (grading.grader.score == ScoreMode::Sum) {
        scoring.aggregation = ScoreAggregation::Sum;
        scoring.maxScore = grading.acceptScore * count;
    } else {
        scoring.maxScore = grading.acceptScore;
    }
    scoring.maxScore = std::max(0.0, std::round(*scoring.maxScore));
    return scoring;
}

GroupScoring sumUpTo(std::optional<double> most)
{
    GroupScoring scoring;
    scoring.aggregation = ScoreAggregation::Sum;
    scoring.maxScore = most;
    return scoring;
}

Gradings toScoring(const Problem &problem)
{
    Gradings groups{{QString(), GroupScoring{}}, {u"sample"_s, GroupScoring{}}, {u"secret"_s, GroupScoring{}}};
    if (hasCasesBesideGroups(problem, u"secret"_s)) {
        if (problem.types.scoring)
            groups[u"secret"_s] = sumUpTo(std::nullopt);
        return groups;
    }
    double total = 0;
    for (const TestGroup &group : problem.groups) {
        if (!group.name.startsWith("secret/"_L1) || group.name.count(u'/') != 1)
            continue;
        GroupScoring scoring;
        if (problem.types.scoring)
            scoring = scoringOf(problem, group, std::get<LegacyGrading>(group.grading));
        total += scoring.maxScore.value_or(0);
        groups.insert(group.name, scoring);
    }
    if (problem.types.scoring)
        groups[u"secret"_s] = sumUpTo(total);
    return groups;
}

void setFlags(LegacyGrading &grading, const QStringList &flags)
{
    grading.graderFlags = flags;
    grading.grader = {};
    for (const QString &flag : flags)
        (void)setGraderFlag(grading.grader, flag);
}

LegacyGrading gradingOf(const Problem &problem, const TestGroup &group, const GroupScoring &scoring)
{
    LegacyGrading grading;
    const bool adds = scoring.aggregation == ScoreAggregation::Sum;
    const double count = static_cast<double>(std::max<qsizetype>(1, casesBelow(problem, group.name)));
    grading.onReject = adds ? OnReject::Continue : OnReject::Break;
    setFlags(grading, adds ? QStringList{u"sum"_s, u"accept_if_any_accepted"_s} : QStringList{u"min"_s});
    if (scoring.maxScore) {
        grading.acceptScore = adds ? *scoring.maxScore / count : *scoring.maxScore;
        grading.range = {.lowest = 0, .highest = *scoring.maxScore};
    }
    return grading;
}

Gradings toLegacy(const Problem &problem)
{
    Gradings groups;
    if (!problem.types.scoring) {
        for (const TestGroup &group : problem.groups)
            groups.insert(group.name, LegacyGrading{});
        return groups;
    }
    LegacyGrading root;
    root.onReject = OnReject::Continue;
    setFlags(root, {u"ignore_sample"_s});
    LegacyGrading sample;
    sample.onReject = OnReject::Continue;
    sample.acceptScore = 0;
    sample.range = {.lowest = 0, .highest = 0};
    groups.insert(QString(), root);
    groups.insert(u"sample"_s, sample);
    const bool hasGroups =
        std::ranges::any_of(problem.groups, [](const TestGroup &group) { return group.name.startsWith("secret/"_L1); });
    for (const TestGroup &group : problem.groups) {
        const auto &scoring = std::get<GroupScoring>(group.grading);
        if (group.name == "secret"_L1 && hasGroups) {
            LegacyGrading secret;
            secret.onReject = OnReject::Continue;
            setFlags(secret, scoring.aggregation == ScoreAggregation::Sum
                                 ? QStringList{u"first_error"_s, u"accept_if_any_accepted"_s}
                                 : QStringList{u"min"_s});
            if (scoring.maxScore)
                secret.range = {.lowest = 0, .highest = *scoring.maxScore};
            groups.insert(group.name, secret);
        } else if (group.name.startsWith("secret"_L1)) {
            groups.insert(group.name, gradingOf(problem, group, scoring));
        }
    }
    return groups;
}

} // namespace

Gradings groupsInStyle(const Problem &problem, GroupStyle style)
{
    if (groupStyleOf(problem) != style)
        return style == GroupStyle::Scoring ? toScoring(problem) : toLegacy(problem);
    Gradings groups;
    for (const TestGroup &group : problem.groups)
        groups.insert(group.name, group.grading);
    return groups;
}

} // namespace assay::core
