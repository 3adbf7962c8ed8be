// SPDX-License-Identifier: GPL-3.0-or-later
// Reads submissions.yaml: what a package says about its submissions one by one.
#include "core/problems/credits_yaml.h"
#include "core/problems/expectation.h"
#include "core/problems/expected_verdicts.h"
#include "core/problems/glob_pattern.h"
#include "core/problems/group_yaml.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 10> kSubmissionKeys = {
    "language",  "entrypoint", "authors", "author",  "model_solution",
    "permitted", "required",   "score",   "message", "use_for_time_limit"};

Checked<QList<Verdict>> readVerdicts(const YamlValue &map, std::string_view key)
{
    QList<Verdict> verdicts;
    const YamlValue *value = map.find(key);
    if (!value)
        return verdicts;
    for (const QString &name : TRY(value->strings())) {
        const QList<Verdict> meant = verdictsOf(name.toUpper().toStdString());
        if (meant.isEmpty())
            return value->broken("the verdict " + inQuotes(name.toStdString()) + " is none of AC, WA, TLE and RTE");
        for (const Verdict verdict : meant) {
            if (!verdicts.contains(verdict))
                verdicts.append(verdict);
        }
    }
    if (verdicts.isEmpty())
        return value->mustBe("a list of verdicts");
    std::ranges::sort(verdicts); // In which order they are told means nothing.
    return verdicts;
}

Checked<TimeLimitUse> readTimeLimitUse(const YamlValue &value)
{
    const QString text = TRY(value.string());
    if (text == "lower"_L1)
        return TimeLimitUse::Lower;
    if (text == "upper"_L1)
        return TimeLimitUse::Upper;
    if (const auto use = value.boolean())
        return *use ? TimeLimitUse::ByVerdicts : TimeLimitUse::Never;
    return value.mustBe("true, false, lower or upper");
}

Checked<CaseRule> readRule(const YamlValue &map, const QString &cases)
{
    CaseRule rule;
    rule.cases = cases;
    rule.permitted = TRY(readVerdicts(map, "permitted"));
    rule.required = TRY(readVerdicts(map, "required"));
    if (const YamlValue *score = map.find("score"))
        rule.score = TRY(readScoreOrRange(*score));
    if (const YamlValue *message = map.find("message"))
        rule.message = TRY(message->string());
    if (const YamlValue *use = map.find("use_for_time_limit"))
        rule.timeLimitUse = TRY(readTimeLimitUse(*use));
    return rule;
}

} // namespace

Checked<SubmissionsYaml::Entry> SubmissionsYaml::readEntry(const YamlValue &map, PackageFormat format,
                                                           PackageFindings &findings)
{
    if (!map.isMap())
        return map.mustBe("a map");
    Entry entry;
    entry.pattern = map.key();
    if (const YamlValue *language = map.find("language"))
        entry.language = TRY(language->string());
    if (const YamlValue *entryPoint = map.find("entrypoint"))
        entry.entryPoint = TRY(entryPoint->string());
    for (const char *key : {"author", "authors"}) {
        if (const YamlValue *authors = map.find(key))
            entry.authors = readPersons(*authors, format, findings);
    }
    if (const YamlValue *model = map.find("model_solution"))
        entry.modelSolution = TRY(model->boolean());
    entry.rules.append(TRY(readRule(map, {})));
    for (const YamlValue &child : map.children()) {
        const std::string key = child.key().toStdString();
        if (std::ranges::contains(kSubmissionKeys, std::string_view{key}) || child.kind() == YamlValue::Kind::Null)
            continue;
        if (!child.isMap())
            return child.broken("is neither a known key nor a map for some test cases");
        entry.rules.append(TRY(readRule(child, child.key())));
    }
    return entry;
}

SubmissionsYaml SubmissionsYaml::fromYaml(const YamlValue &yaml, PackageFormat format, PackageFindings &findings)
{
    SubmissionsYaml result;
    for (const YamlValue &map : yaml.children()) {
        if (map.kind() == YamlValue::Kind::Null)
            continue;
        if (auto entry = findings.keep(readEntry(map, format, findings)))
            result.m_entries.append(std::move(*entry));
    }
    return result;
}

std::optional<Expectation> SubmissionsYaml::find(const QString &submission, PackageFormat format) const
{
    const QString folder = submission.section(u'/', 0, 0);
    const std::optional<Expectation> byFolder = expectationOfFolder(folder, format);
    Expectation expectation;
    bool any = false;
    bool folderReplaced = false;
    for (const Entry &entry : m_entries) {
        if (!matchesGlob(entry.pattern.toStdString(), submission.toStdString()))
            continue;
        any = true;
        if (!entry.language.isEmpty())
            expectation.language = entry.language;
        if (!entry.entryPoint.isEmpty())
            expectation.entryPoint = entry.entryPoint;
        if (!entry.authors.isEmpty())
            expectation.authors = entry.authors;
        expectation.modelSolution = entry.modelSolution.value_or(expectation.modelSolution);
        // The bare name of a default folder changes that folder's own rule, key by key; any other pattern adds one.
        const bool replaces = entry.pattern == folder && byFolder && !byFolder->rules.isEmpty();
        folderReplaced = folderReplaced || replaces;
        for (CaseRule rule : entry.rules) {
            if (!replaces && rule == CaseRule{})
                continue; // the entry is about something else: a language, an author
            const bool inherits = replaces && rule.cases.isEmpty();
            if (rule.permitted.isEmpty())
                rule.permitted = inherits ? byFolder->rules[0].permitted : anyVerdict();
            if (rule.required.isEmpty())
                rule.required = inherits ? byFolder->rules[0].required : anyVerdict();
            expectation.rules.append(rule);
        }
    }
    if (!any)
        return std::nullopt;
    if (byFolder && !folderReplaced)
        expectation.rules.append(byFolder->rules);
    // The format has no word for a folder like compile_error: there the folder's own name counts.
    expectation.expected = byFolder && byFolder->rules.isEmpty() ? byFolder->expected : anyVerdict();
    for (const CaseRule &rule : expectation.rules) {
        if (rule.permitted == anyVerdict() && rule.required == anyVerdict())
            continue; // It is about messages, points or the time limit.
        const QList<Verdict> open = finalVerdicts(rule);
        // A rule about some cases says nothing about the others, but what must fail makes the whole fail.
        if (rule.cases.isEmpty())
            expectation.expected.removeIf([&](Verdict verdict) { return !open.contains(verdict); });
        else if (!rule.required.contains(Verdict::Accepted))
            expectation.expected.removeAll(Verdict::Accepted);
    }
    return expectation;
}

} // namespace assay::core
