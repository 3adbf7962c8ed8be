// SPDX-License-Identifier: GPL-3.0-or-later
// Reads from testdata.yaml and test_group.yaml how results are put together.
#include "core/problems/group_yaml.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// The value of an enum's table by its text.
template <typename Table>
auto readName(const YamlValue &value, const Table &table, std::string_view wanted)
    -> Checked<typename decltype(table.value({}))::value_type>
{
    const std::string text = TRY(value.string()).toStdString();
    if (const auto known = table.value(text))
        return *known;
    return value.mustBe(wanted);
}

/// Drafts had a map `scoring` with shorter names for what are keys of the group now.
const YamlValue *findScoring(const YamlValue &yaml, std::string_view key, std::string_view draftKey)
{
    if (const YamlValue *value = yaml.find(key))
        return value;
    const YamlValue *scoring = yaml.find("scoring");
    if (!scoring || !scoring->isMap())
        return nullptr;
    const YamlValue *value = scoring->find(draftKey);
    return value ? value : scoring->find(key);
}

Checked<std::optional<double>> readMaxScore(const YamlValue &value)
{
    if (value.isScalar() && TRY(value.string()) == "unbounded"_L1)
        return std::optional<double>{};
    const double score = TRY(value.number());
    if (score < 0)
        return value.mustBe("a number that is not negative, or unbounded");
    return score;
}

} // namespace

void SettingsReader::applyOlderGrading(LegacyGrading &into) const
{
    into.onReject = m_yaml.onReject.value_or(into.onReject);
    into.acceptScore = m_yaml.acceptScore.value_or(into.acceptScore);
    into.rejectScore = m_yaml.rejectScore.value_or(into.rejectScore);
    into.range = m_yaml.range.value_or(into.range);
}

void SettingsReader::readLegacyGrading(const YamlValue &yaml, LegacyGrading &into)
{
    if (const YamlValue *value = yaml.find("on_reject")) {
        // Packages from before this key had its name still say what it does to the verdict.
        const QString policy = m_findings.keep(value->string()).value_or(u"break"_s);
        if (policy == "first_error"_L1)
            into.onReject = OnReject::Break;
        else if (policy == "grade"_L1 || policy == "worst_error"_L1)
            into.onReject = OnReject::Continue;
        else
            m_findings.keep(readName(*value, kOnRejectNames, "break or continue"), into.onReject);
    }
    if (const YamlValue *value = yaml.find("grading")) {
        const QString grading = m_findings.keep(value->string()).value_or(u"default"_s);
        into.customGrader = grading == "custom"_L1;
        if (grading != "custom"_L1 && grading != "default"_L1)
            m_findings.add(value->mustBe("default or custom").error());
    }
    if (const YamlValue *value = yaml.find("grader_flags"))
        m_findings.keep(value->words(), into.graderFlags);
    if (yaml.find("grading") || yaml.find("grader_flags"))
        parseGraderFlags(yaml, into);
    if (const YamlValue *value = yaml.find("accept_score"))
        m_findings.keep(value->number(), into.acceptScore);
    if (const YamlValue *value = yaml.find("reject_score"))
        m_findings.keep(value->number(), into.rejectScore);
    if (const YamlValue *value = yaml.find("range"))
        m_findings.keep(readScoreRange(*value), into.range);
}

bool setGraderFlag(DefaultGrader &grader, const QString &flag)
{
    const std::string name = flag == "no_errors"_L1 ? "worst_error" : flag.toStdString();
    if (const auto verdict = kVerdictModeNames.value(name))
        grader.verdict = *verdict;
    else if (const auto score = kScoreModeNames.value(name))
        grader.score = *score;
    else if (flag == "ignore_sample"_L1)
        grader.ignoreSample = true;
    else if (flag == "accept_if_any_accepted"_L1)
        grader.acceptIfAnyAccepted = true;
    else
        return false;
    return true;
}

void SettingsReader::parseGraderFlags(const YamlValue &place, LegacyGrading &into)
{
    into.grader = {};
    if (into.customGrader)
        return;
    for (const QString &flag : into.graderFlags) {
        if (!setGraderFlag(into.grader, flag))
            m_findings.add(place.warning(
                u"the default grader has no flag %1"_s.arg(QString::fromStdString(inQuotes(flag.toStdString())))));
    }
}

void SettingsReader::readScoring(const YamlValue &yaml, OwnScoring &into)
{
    if (const YamlValue *scoring = yaml.find("scoring")) {
        static constexpr std::array<std::string_view, 5> keys = {"score", "max_score", "aggregation",
                                                                 "score_aggregation", "require_pass"};
        if (!scoring->isMap())
            m_findings.add(scoring->mustBe("a map").error());
        else
            checkKeys(*scoring, keys, m_problem.format, m_findings);
        if (m_problem.format == PackageFormat::Version2025)
            m_findings.add(scoring->warning(u"is a key of drafts"_s));
    }
    if (const YamlValue *value = findScoring(yaml, "max_score", "score"))
        into.maxScore = m_findings.keep(readMaxScore(*value));
    if (const YamlValue *value = findScoring(yaml, "score_aggregation", "aggregation"))
        into.aggregation = m_findings.keep(readName(*value, kScoreAggregationNames, "pass-fail, sum or min"));
    if (const YamlValue *value = findScoring(yaml, "require_pass", "require_pass"))
        m_findings.keep(value->strings(), into.requirePass);
}

void SettingsReader::readStaticValidation(const YamlValue &yaml, OwnScoring &into)
{
    const YamlValue *nested = yaml.find("static_validation");
    if (nested && !nested->isMap())
        return m_findings.add(nested->mustBe("a map").error());
    const YamlValue *score = nested ? nested->find("score") : yaml.find("static_validation_score");
    const YamlValue *arguments = nested ? nested->find("args") : yaml.find("static_validator_args");
    if (!score && !nested) {
        if (arguments)
            m_findings.add(arguments->broken("needs static_validation_score beside it").error());
        return;
    }
    StaticValidation validation;
    if (score && !(score->isScalar() && m_findings.keep(score->string()) == u"pass-fail"_s)) {
        validation.score = m_findings.keep(score->number());
        if (validation.score && *validation.score < 0)
            m_findings.add(score->mustBe("a number that is not negative, or pass-fail").error());
    }
    if (arguments)
        m_findings.keep(words(*arguments), validation.arguments);
    into.staticValidation = validation;
}

} // namespace assay::core
