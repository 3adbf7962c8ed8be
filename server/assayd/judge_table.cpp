// SPDX-License-Identifier: GPL-3.0-or-later
// Judgements as lines of a table on the terminal.
#include "server/assayd/judge_table.h"

#include "server/assayd/console.h"

#include <algorithm>
#include <format>

namespace assay::server {

namespace {

using core::CaseRun;
using core::CaseState;
using core::Judgement;
using core::Verdict;

constexpr std::size_t kLanguageColumns = 11;
constexpr std::size_t kVerdictColumns = 4;
constexpr std::size_t kCasesColumns = 7;
constexpr std::size_t kTimeColumns = 9;
constexpr std::size_t kMemoryColumns = 11;

std::string milliseconds(Microseconds time)
{
    return std::format("{:.0f} ms", static_cast<double>(time.count()) / 1000);
}

std::string mebibytes(Bytes size)
{
    return std::format("{:.1f} MiB", size.toMiB());
}

std::string verdictCell(Verdict verdict)
{
    return painted(leftAligned(core::kVerdictIds.text(verdict), kVerdictColumns), styleOf(verdict));
}

void printIndented(const QString &text)
{
    const auto lines = text.split(QLatin1Char('\n'));
    for (const auto &line : lines) {
        if (!line.isEmpty())
            printLine("    " + line.toStdString());
    }
}

/// "45/100 points" where the problem has any.
std::string pointsText(const Judgement &judgement)
{
    const auto points = judgement.points();
    if (!points)
        return {};
    const std::string most = points->most ? std::format("/{:g}", *points->most) : "";
    return std::format("{:g}{} points  ", points->earned, most);
}

std::string compiledBefore(const Judgement &judgement)
{
    return judgement.compile && judgement.compile->cached ? painted("  (compiled before)", Style::Dim) : "";
}

} // namespace

void printJudgementHeader(std::size_t nameColumns)
{
    printLine(painted(leftAligned("Submission", nameColumns) + "  " + leftAligned("Language", kLanguageColumns) + "  " +
                          leftAligned("", kVerdictColumns) + "  " + rightAligned("Cases", kCasesColumns) + "  " +
                          rightAligned("Time", kTimeColumns) + "  " + rightAligned("Memory", kMemoryColumns),
                      Style::Bold));
}

void printJudgement(const QString &name, std::size_t nameColumns, const QString &language, const Judgement &judgement,
                    const QString &remark)
{
    const Verdict verdict = judgement.verdict.value_or(Verdict::JudgingError);
    const std::string cases = std::format("{}/{}", judgement.passedCases(), judgement.cases.size());
    printLine(leftAligned(name.toStdString(), nameColumns) + "  " +
              leftAligned(language.toStdString(), kLanguageColumns) + "  " + verdictCell(verdict) + "  " +
              rightAligned(cases, kCasesColumns) + "  " + rightAligned(milliseconds(judgement.maxCpu()), kTimeColumns) +
              "  " + rightAligned(mebibytes(judgement.maxMemory()), kMemoryColumns) + "  " + pointsText(judgement) +
              remark.toStdString() + compiledBefore(judgement));
}

void printCompilerOutput(const Judgement &judgement)
{
    if (judgement.compile)
        printIndented(judgement.compile->output);
}

void printCases(const Judgement &judgement)
{
    for (const CaseRun &run : judgement.cases) {
        if (run.state != CaseState::Done) {
            printLine("  " + leftAligned(run.name.toStdString(), 32) + "  " + painted("skipped", Style::Dim));
            continue;
        }
        printLine("  " + leftAligned(run.name.toStdString(), 32) + "  " +
                  verdictCell(run.verdict.value_or(Verdict::JudgingError)) + "  " +
                  rightAligned(milliseconds(run.cpu), kTimeColumns) + "  " +
                  rightAligned(mebibytes(run.memory), kMemoryColumns) + "  " + run.reason.toStdString());
    }
}

void printFindings(const QList<core::Finding> &findings)
{
    for (const auto &finding : findings) {
        const QString place = finding.key.isEmpty() ? finding.file : finding.file + QLatin1Char(':') + finding.key;
        printError(std::format("{}: {}: {}", finding.severity == core::Severity::Error ? "error" : "warning",
                               place.toStdString(), finding.message.toStdString()));
    }
}

} // namespace assay::server
