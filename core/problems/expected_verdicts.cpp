// SPDX-License-Identifier: GPL-3.0-or-later
// What the name of a folder, an annotation and submissions.yaml say about the verdict of a jury submission.
#include "core/problems/expected_verdicts.h"

#include "core/problems/expectation.h"

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
    std::ranges::sort(verdicts);
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

CaseRule ruleOf(const FolderRule &folder)
{
    CaseRule rule;
    rule.permitted = verdictsOfAll(folder.permitted);
    rule.required = verdictsOfAll(folder.required);
    return rule;
}

} // namespace

const QList<Verdict> &anyVerdict()
{
    static const QList<Verdict> verdicts = verdictsOfAll(kAnyVerdict);
    return verdicts;
}

QList<Verdict> finalVerdicts(const CaseRule &rule)
{
    QList<Verdict> verdicts = rule.permitted;
    if (!rule.required.contains(Verdict::Accepted))
        verdicts.removeAll(Verdict::Accepted);
    return verdicts;
}

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

} // namespace assay::core
