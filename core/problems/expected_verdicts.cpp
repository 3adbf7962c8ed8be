// SPDX-License-Identifier: GPL-3.0-or-later
// What the name of a folder, an annotation and submissions.yaml say about the verdict of a jury submission.
#include "core/problems/expected_verdicts.h"

#include "core/problems/expectation.h"
#include "core/problems/glob_pattern.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

using Names = std::vector<std::string_view>;

QList<Verdict> verdictsOfAll(const Names &names)
{
    QList<Verdict> verdicts;
    for (const std::string_view name : names) {
        for (const Verdict verdict : verdictsOf(name)) {
            if (!verdicts.contains(verdict))
                verdicts.append(verdict);
        }
    }
    return verdicts;
}

const Names kAnyVerdict = {"AC", "WA", "TLE", "RTE"};

struct FolderRule {
    std::string_view folder;
    Names permitted;
    Names required;
};

// Source: 2025-09, "Default directories".
const std::array<FolderRule, 6> kFolders2025 = {{
    {"accepted", {"AC"}, {"AC"}},
    {"rejected", kAnyVerdict, {"RTE", "TLE", "WA"}},
    {"wrong_answer", {"AC", "WA"}, {"WA"}},
    {"time_limit_exceeded", {"AC", "TLE"}, {"TLE"}},
    {"run_time_error", {"AC", "RTE"}, {"RTE"}},
    {"brute_force", {"AC", "RTE", "TLE"}, {"RTE", "TLE"}},
}};

// Source: legacy, "Example submissions".
const std::array<FolderRule, 5> kFoldersLegacy = {{
    {"accepted", {"AC"}, {"AC"}},
    {"partially_accepted", {"AC"}, {"AC"}},
    {"wrong_answer", {"AC", "WA"}, {"WA"}},
    {"time_limit_exceeded", {"AC", "WA", "TLE"}, {"TLE"}},
    {"run_time_error", kAnyVerdict, {"RTE"}},
}};

struct FolderVerdicts {
    std::string_view folder;
    QList<Verdict> expected;
};

/// Folders that no version defines but that are in use, by final verdict.
const QList<FolderVerdicts> &otherFolders()
{
    using enum Verdict;
    static const QList<FolderVerdicts> folders = {
        {"memory_limit_exceeded", {MemoryLimitExceeded}},
        {"memory_limit", {MemoryLimitExceeded}},
        {"output_limit_exceeded", {OutputLimitExceeded}},
        {"output_limit", {OutputLimitExceeded}},
        {"compile_error", {CompileError, CompileTimeLimitExceeded}},
        {"compiler_error", {CompileError, CompileTimeLimitExceeded}},
        {"compile_time_error", {CompileError, CompileTimeLimitExceeded}},
        {"security_violation", {SecurityViolation}},
        {"no_output", {WrongAnswer, PresentationError}},
        {"presentation_error", {WrongAnswer, PresentationError}},
        {"rejected", verdictsOfAll({"WA", "TLE", "RTE"})},
        {"brute_force", verdictsOfAll({"TLE", "RTE"})},
    };
    return folders;
}

/// The final verdicts that a rule leaves open: when a case must fail, the whole does.
QList<Verdict> finalVerdicts(const CaseRule &rule)
{
    QList<Verdict> verdicts = rule.permitted;
    if (!rule.required.contains(Verdict::Accepted))
        verdicts.removeAll(Verdict::Accepted);
    return verdicts;
}

CaseRule ruleOf(const FolderRule &folder)
{
    return {.cases = {}, .permitted = verdictsOfAll(folder.permitted), .required = verdictsOfAll(folder.required)};
}

} // namespace

bool isOfficialFolder(const QString &folder)
{
    return folder == "accepted"_L1 || folder == "wrong_answer"_L1 || folder == "time_limit_exceeded"_L1 ||
           folder == "run_time_error"_L1;
}

std::optional<Expectation> expectationOfFolder(const QString &folder, PackageFormat format)
{
    const std::string name = folder.toStdString();
    const bool legacy = format == PackageFormat::Legacy || format == PackageFormat::LegacyIcpc;
    const auto known = legacy ? std::span<const FolderRule>{kFoldersLegacy} : kFolders2025;
    if (const auto found = std::ranges::find(known, name, &FolderRule::folder); found != known.end()) {
        Expectation expectation;
        const CaseRule rule = ruleOf(*found);
        expectation.rules.append(rule);
        expectation.expected = legacy ? rule.required : finalVerdicts(rule);
        expectation.mode = legacy ? ExpectationMode::Either : ExpectationMode::Both;
        return expectation;
    }
    const auto other = std::ranges::find(otherFolders(), name, &FolderVerdicts::folder);
    if (other == otherFolders().end())
        return std::nullopt;
    Expectation expectation;
    expectation.expected = other->expected;
    return expectation;
}

QList<Verdict> annotatedVerdicts(const QByteArray &source)
{
    using enum Verdict;
    static const QList<std::pair<QByteArray, QList<Verdict>>> words = {
        {"ACCEPTED", {Accepted}},
        {"CORRECT", {Accepted}},
        {"WRONG-ANSWER", {WrongAnswer, PresentationError}},
        {"NO-OUTPUT", {WrongAnswer, PresentationError}},
        {"PRESENTATION-ERROR", {WrongAnswer, PresentationError}},
        {"TIMELIMIT", {TimeLimitExceeded, WallTimeLimitExceeded}},
        {"TIME-LIMIT-EXCEEDED", {TimeLimitExceeded, WallTimeLimitExceeded}},
        {"RUN-ERROR", {RunTimeError, MemoryLimitExceeded, SecurityViolation}},
        {"RUN-TIME-ERROR", {RunTimeError, MemoryLimitExceeded, SecurityViolation}},
        {"MEMORY-LIMIT", {MemoryLimitExceeded}},
        {"OUTPUT-LIMIT", {OutputLimitExceeded}},
        {"COMPILER-ERROR", {CompileError, CompileTimeLimitExceeded}},
    };
    static const QByteArray tag = "@EXPECTED_RESULTS@:";
    const qsizetype at = source.indexOf(tag);
    if (at < 0)
        return {};
    const qsizetype from = at + tag.size();
    const qsizetype end = source.indexOf('\n', from);
    const QByteArray line = source.mid(from, end < 0 ? -1 : end - from)
                                .first(std::min<qsizetype>(200, (end < 0 ? source.size() : end) - from));
    QList<Verdict> verdicts;
    for (const QByteArray &part : line.split(',')) {
        const QByteArray word = part.trimmed().toUpper().replace('_', '-');
        for (const auto &[known, meant] : words) {
            if (word != known)
                continue;
            for (const Verdict verdict : meant) {
                if (!verdicts.contains(verdict))
                    verdicts.append(verdict);
            }
        }
    }
    return verdicts;
}

namespace {

constexpr std::array<std::string_view, 9> kSubmissionKeys = {
    "language", "entrypoint", "authors", "author", "model_solution", "permitted", "required", "score", "message"};

Result<QList<Verdict>> readVerdicts(const YamlValue &map, std::string_view key)
{
    QList<Verdict> verdicts;
    const YamlValue *value = map.find(key);
    if (!value)
        return verdicts;
    for (const QString &name : TRY(value->strings())) {
        const QList<Verdict> meant = verdictsOf(name.toUpper().toStdString());
        if (meant.isEmpty())
            return invalidPackage(value->place(),
                                  "the verdict " + inQuotes(name.toStdString()) + " is none of AC, WA, TLE and RTE");
        for (const Verdict verdict : meant) {
            if (!verdicts.contains(verdict))
                verdicts.append(verdict);
        }
    }
    if (verdicts.isEmpty())
        return value->mustBe("a list of verdicts");
    return verdicts;
}

Result<CaseRule> readRule(const YamlValue &map, const QString &cases)
{
    CaseRule rule{.cases = cases, .permitted = {}, .required = {}};
    rule.permitted = TRY(readVerdicts(map, "permitted"));
    rule.required = TRY(readVerdicts(map, "required"));
    return rule;
}

void warnOfUnchecked(const YamlValue &map, QList<Finding> &findings)
{
    for (const char *key : {"message", "score"}) {
        if (const YamlValue *value = map.find(key)) {
            findings.append({.severity = Severity::Warning,
                             .file = u"submissions/submissions.yaml"_s,
                             .key = value->keyPath(),
                             .message = u"is not checked yet"_s});
        }
    }
}

} // namespace

Result<SubmissionsYaml> SubmissionsYaml::fromYaml(const YamlValue &yaml, QList<Finding> &findings)
{
    SubmissionsYaml result;
    for (const YamlValue &map : yaml.children()) {
        if (map.kind() == YamlValue::Kind::Null)
            continue;
        if (!map.isMap())
            return map.mustBe("a map");
        Entry entry{.pattern = map.key(), .rules = {}, .language = {}, .entryPoint = {}};
        if (const YamlValue *language = map.find("language"))
            entry.language = TRY(language->string());
        if (const YamlValue *entryPoint = map.find("entrypoint"))
            entry.entryPoint = TRY(entryPoint->string());
        entry.rules.append(TRY(readRule(map, {})));
        warnOfUnchecked(map, findings);
        for (const YamlValue &child : map.children()) {
            const std::string key = child.key().toStdString();
            if (std::ranges::contains(kSubmissionKeys, std::string_view{key}) || key == "use_for_time_limit" ||
                child.kind() == YamlValue::Kind::Null)
                continue;
            if (!child.isMap())
                return invalidPackage(child.place(), "is neither a known key nor a map for some test cases");
            entry.rules.append(TRY(readRule(child, child.key())));
            warnOfUnchecked(child, findings);
        }
        result.m_entries.append(std::move(entry));
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
        // The bare name of a default folder changes that folder's own rule, key by key; any other pattern adds one.
        const bool replaces = entry.pattern == folder && byFolder && !byFolder->rules.isEmpty();
        folderReplaced = folderReplaced || replaces;
        for (CaseRule rule : entry.rules) {
            if (!replaces && rule.cases.isEmpty() && rule.permitted.isEmpty() && rule.required.isEmpty())
                continue; // the entry is about something else: a language, an author
            const bool inherits = replaces && rule.cases.isEmpty();
            if (rule.permitted.isEmpty())
                rule.permitted = inherits ? byFolder->rules[0].permitted : verdictsOfAll(kAnyVerdict);
            if (rule.required.isEmpty())
                rule.required = inherits ? byFolder->rules[0].required : verdictsOfAll(kAnyVerdict);
            expectation.rules.append(rule);
        }
    }
    if (!any)
        return std::nullopt;
    if (byFolder && !folderReplaced)
        expectation.rules.append(byFolder->rules);
    // The format has no word for a folder like compile_error: there the folder's own name counts.
    expectation.expected = byFolder && byFolder->rules.isEmpty() ? byFolder->expected : verdictsOfAll(kAnyVerdict);
    for (const CaseRule &rule : expectation.rules) {
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
