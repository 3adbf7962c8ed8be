// SPDX-License-Identifier: GPL-3.0-or-later
// Writes into testdata.yaml or test_group.yaml how results are put together.
#include "core/problems/group_writer.h"

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Of the nearest group above, whose settings are inherited.
LegacyGrading gradingAbove(const GroupToWrite &group)
{
    if (group.name.isEmpty())
        return {};
    QString above = group.name;
    do {
        const qsizetype slash = above.lastIndexOf(u'/');
        above = slash < 0 ? QString() : above.first(slash);
    } while (!above.isEmpty() && !group.groups.contains(above));
    return std::get<LegacyGrading>(group.groups.value(above, LegacyGrading{}));
}

void writeLegacy(YamlWriter &yaml, const GroupToWrite &group, const LegacyGrading &grading)
{
    const LegacyGrading above = gradingAbove(group);
    if (grading.onReject != above.onReject)
        yaml.text(u"on_reject"_s, QString::fromUtf8(kOnRejectNames.text(grading.onReject)));
    if (grading.customGrader != above.customGrader)
        yaml.text(u"grading"_s, grading.customGrader ? u"custom"_s : u"default"_s);
    if (grading.graderFlags != above.graderFlags)
        yaml.text(u"grader_flags"_s, grading.graderFlags.join(u' '));
    if (grading.acceptScore != above.acceptScore)
        yaml.number(u"accept_score"_s, grading.acceptScore);
    if (grading.rejectScore != above.rejectScore)
        yaml.number(u"reject_score"_s, grading.rejectScore);
    if (grading.range != above.range)
        yaml.plain(u"range"_s, numberText(grading.range.lowest) + u' ' + numberText(grading.range.highest));
}

void writeScoring(YamlWriter &yaml, const GroupToWrite &group, const GroupScoring &scoring)
{
    const bool secret = group.name == "secret"_L1;
    if (group.problem.types.scoring && group.name.startsWith("secret"_L1)) {
        const std::optional<double> usual = secret ? std::optional<double>{100} : std::nullopt;
        if (!scoring.maxScore && usual)
            yaml.text(u"max_score"_s, u"unbounded"_s);
        else if (scoring.maxScore != usual)
            yaml.number(u"max_score"_s, *scoring.maxScore);
        if (scoring.aggregation != (secret ? ScoreAggregation::Sum : ScoreAggregation::PassFail))
            yaml.text(u"score_aggregation"_s, QString::fromUtf8(kScoreAggregationNames.text(scoring.aggregation)));
        if (!scoring.requirePass.isEmpty())
            yaml.list(u"require_pass"_s, scoring.requirePass);
    }
    if (!scoring.staticValidation)
        return;
    if (scoring.staticValidation->score)
        yaml.number(u"static_validation_score"_s, *scoring.staticValidation->score);
    else
        yaml.text(u"static_validation_score"_s, u"pass-fail"_s);
    if (!scoring.staticValidation->arguments.isEmpty())
        yaml.list(u"static_validator_args"_s, scoring.staticValidation->arguments);
}

} // namespace

void writeGrading(YamlWriter &yaml, const GroupToWrite &group)
{
    const auto grading = group.groups.value(group.name);
    if (group.target.format == PackageFormat::LegacyIcpc && !group.target.same)
        return; // It has no groups.
    if (const auto *legacy = std::get_if<LegacyGrading>(&grading))
        writeLegacy(yaml, group, *legacy);
    else
        writeScoring(yaml, group, std::get<GroupScoring>(grading));
}

} // namespace assay::core
