// SPDX-License-Identifier: GPL-3.0-or-later
// What a group of test cases is worth, from what its members got. Pure.
#include "core/judge/group_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <numeric>

namespace assay::core {

namespace {

/// Sums of many parts of a whole may be a little more than the whole.
constexpr double kRounding = 1e-9;

bool exceeds(double score, double highest)
{
    return score > highest + kRounding * std::max(1.0, std::abs(highest));
}

/// The format's words, worst first: "JE, IF, RTE, MLE, TLE, OLE, WA".
int badness(Verdict verdict)
{
    switch (verdict) {
    case Verdict::JudgingError:
        return 9;
    case Verdict::IllegalInput:
        return 8;
    case Verdict::RunTimeError:
    case Verdict::SecurityViolation:
    case Verdict::CompileError:
    case Verdict::CompileTimeLimitExceeded:
        return 7;
    case Verdict::MemoryLimitExceeded:
        return 6;
    case Verdict::TimeLimitExceeded:
    case Verdict::WallTimeLimitExceeded:
        return 5;
    case Verdict::OutputLimitExceeded:
        return 4;
    case Verdict::WrongAnswer:
        return 3;
    case Verdict::PresentationError:
        return 2;
    case Verdict::Accepted:
    case Verdict::Ok:
        return 0;
    }
    return 9;
}

/// The words of the graders' interface. Source: problem package format "legacy", "Graders"; problemtools.
std::string_view graderWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Accepted:
    case Verdict::Ok:
        return "AC";
    case Verdict::WrongAnswer:
    case Verdict::PresentationError:
        return "WA";
    case Verdict::TimeLimitExceeded:
    case Verdict::WallTimeLimitExceeded:
        return "TLE";
    case Verdict::MemoryLimitExceeded:
        return "MLE";
    case Verdict::OutputLimitExceeded:
        return "OLE";
    case Verdict::RunTimeError:
    case Verdict::SecurityViolation:
    case Verdict::CompileError:
    case Verdict::CompileTimeLimitExceeded:
        return "RTE";
    case Verdict::IllegalInput:
    case Verdict::JudgingError:
        return "JE";
    }
    return "JE";
}

constexpr std::array<std::pair<std::string_view, Verdict>, 7> kGraderWords = {{
    {"AC", Verdict::Accepted},
    {"WA", Verdict::WrongAnswer},
    {"TLE", Verdict::TimeLimitExceeded},
    {"RTE", Verdict::RunTimeError},
    {"MLE", Verdict::MemoryLimitExceeded},
    {"OLE", Verdict::OutputLimitExceeded},
    {"JE", Verdict::JudgingError},
}};

Verdict aggregate(VerdictMode mode, std::span<const MemberResult> members)
{
    switch (mode) {
    case VerdictMode::AlwaysAccept:
        break;
    case VerdictMode::FirstError: {
        const auto found = std::ranges::find_if(members, [](const auto &one) { return !isPass(one.verdict); });
        return found == members.end() ? Verdict::Accepted : found->verdict;
    }
    case VerdictMode::WorstError: {
        const auto worst = std::ranges::max_element(members, {}, [](const auto &one) { return badness(one.verdict); });
        return worst == members.end() || isPass(worst->verdict) ? Verdict::Accepted : worst->verdict;
    }
    }
    return Verdict::Accepted;
}

double sumOf(std::span<const MemberResult> members)
{
    return std::accumulate(members.begin(), members.end(), 0.0,
                           [](double sum, const MemberResult &one) { return sum + one.score; });
}

double lowestOf(std::span<const MemberResult> members)
{
    return std::ranges::min(members, {}, &MemberResult::score).score;
}

double aggregate(ScoreMode mode, std::span<const MemberResult> members)
{
    switch (mode) {
    case ScoreMode::Sum:
        break;
    case ScoreMode::Average:
        return sumOf(members) / static_cast<double>(members.size());
    case ScoreMode::Minimum:
        return lowestOf(members);
    case ScoreMode::Maximum:
        return std::ranges::max(members, {}, &MemberResult::score).score;
    }
    return sumOf(members);
}

Result<double> acceptedScore(std::optional<double> highest, const CaseFeedback &feedback)
{
    if (feedback.score && feedback.multiplier)
        return fail(Errc::InvalidPackage, "the validator wrote both score.txt and score_multiplier.txt");
    if (!highest) {
        if (feedback.multiplier)
            return fail(Errc::InvalidPackage,
                        "the validator wrote score_multiplier.txt for a case without highest score");
        if (!feedback.score)
            return fail(Errc::InvalidPackage, "the validator wrote no score.txt for a case without highest score");
        return *feedback.score;
    }
    if (feedback.multiplier) {
        if (*feedback.multiplier < 0 || *feedback.multiplier > 1)
            return fail(Errc::InvalidPackage,
                        std::format("score_multiplier.txt is {}, not within 0 and 1", *feedback.multiplier));
        return *feedback.multiplier * *highest;
    }
    if (!feedback.score)
        return *highest;
    if (exceeds(*feedback.score, *highest))
        return fail(Errc::InvalidPackage,
                    std::format("score.txt is {}, more than the case's {}", *feedback.score, *highest));
    return *feedback.score;
}

} // namespace

double legacyCaseScore(const LegacyGrading &grading, Verdict verdict, const CaseFeedback &feedback)
{
    if (!isPass(verdict))
        return grading.rejectScore;
    return feedback.score.value_or(grading.acceptScore);
}

GroupOutcome gradeByDefault(const DefaultGrader &grader, std::span<const MemberResult> members)
{
    if (members.empty())
        return {};
    if (std::ranges::contains(members, Verdict::JudgingError, &MemberResult::verdict))
        return {.verdict = Verdict::JudgingError};
    if (grader.ignoreSample)
        members = members.last(1);
    const bool any =
        grader.acceptIfAnyAccepted && std::ranges::any_of(members, [](const auto &one) { return isPass(one.verdict); });
    return {.verdict = any ? Verdict::Accepted : aggregate(grader.verdict, members),
            .score = aggregate(grader.score, members)};
}

QByteArray graderInput(std::span<const MemberResult> members)
{
    std::string text;
    for (const auto &one : members)
        text += std::format("{} {}\n", graderWord(one.verdict), one.score);
    return QByteArray::fromStdString(text);
}

Result<GroupOutcome> graderResult(std::string_view output)
{
    const QStringList words = QString::fromUtf8(output).simplified().split(QLatin1Char(' '));
    const auto word = words.first().toStdString();
    const auto found =
        std::ranges::find(kGraderWords, std::string_view(word), &std::pair<std::string_view, Verdict>::first);
    bool isNumber = false;
    const double score = words.size() == 2 ? words.last().toDouble(&isNumber) : 0;
    if (found == kGraderWords.end() || !isNumber || !std::isfinite(score))
        return fail(Errc::InvalidPackage,
                    "the grader wrote no verdict and score: " + std::string(output.substr(0, 80)));
    return GroupOutcome{.verdict = found->second, .score = score};
}

std::optional<double> highestCaseScore(const GroupScoring &scoring, qsizetype cases)
{
    if (!scoring.maxScore)
        return std::nullopt;
    if (scoring.aggregation == ScoreAggregation::Minimum || cases == 0)
        return scoring.maxScore;
    const double ofStatic = scoring.staticValidation ? scoring.staticValidation->score.value_or(0) : 0;
    return (*scoring.maxScore - ofStatic) / static_cast<double>(cases);
}

Result<double> caseScore(const GroupScoring &scoring, qsizetype cases, Verdict verdict, const CaseFeedback &feedback)
{
    const bool scored = feedback.score || feedback.multiplier;
    if (!isPass(verdict)) {
        if (scored)
            return fail(Errc::InvalidPackage, "the validator gave a score to a case that it did not accept");
        return 0;
    }
    if (scoring.aggregation == ScoreAggregation::PassFail) {
        if (scored)
            return fail(Errc::InvalidPackage, "the validator gave a score in a pass-fail group");
        return 0;
    }
    if ((feedback.score && (*feedback.score < 0 || !std::isfinite(*feedback.score))))
        return fail(Errc::InvalidPackage, std::format("score.txt is {}", *feedback.score));
    return acceptedScore(highestCaseScore(scoring, cases), feedback);
}

Result<GroupOutcome> scoreGroup(const GroupScoring &scoring, std::span<const MemberResult> members)
{
    GroupOutcome outcome{.verdict = aggregate(VerdictMode::FirstError, members)};
    switch (scoring.aggregation) {
    case ScoreAggregation::PassFail:
        outcome.score = isPass(outcome.verdict) ? scoring.maxScore.value_or(0) : 0;
        break;
    case ScoreAggregation::Sum:
        outcome.score = sumOf(members);
        break;
    case ScoreAggregation::Minimum:
        outcome.score = members.empty() ? 0 : lowestOf(members);
        break;
    }
    if (scoring.maxScore && exceeds(outcome.score, *scoring.maxScore))
        return fail(Errc::InvalidPackage,
                    std::format("the group's score {} is more than its highest, {}", outcome.score, *scoring.maxScore));
    if (scoring.maxScore)
        outcome.score = std::min(outcome.score, *scoring.maxScore);
    return outcome;
}

} // namespace assay::core
