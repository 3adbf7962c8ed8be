// SPDX-License-Identifier: GPL-3.0-or-later
// Words for the Problem Lab: what is expected of a submission, how it did, what a package as a whole is.
#include "app/text/lab_text.h"

#include "app/models/jury_model.h"
#include "app/text/format_text.h"
#include "core/problems/expectation.h"
#include "core/problems/time_limit_inference.h"

#include <QCoreApplication>

#include <algorithm>

namespace assay::app {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(LabText)
};

QString typesText(const core::ProblemTypes &types)
{
    QStringList words{types.scoring ? Words::tr("scoring") : Words::tr("pass or fail")};
    if (types.interactive)
        words.append(Words::tr("interactive"));
    if (types.multiPass)
        words.append(Words::tr("several passes"));
    return words.join(QStringLiteral(", "));
}

/// Verdicts that packages call by the same name as that one, which is their first.
QList<core::Verdict> kindred(core::Verdict verdict)
{
    if (verdict == core::Verdict::CompileError)
        return {core::Verdict::CompileTimeLimitExceeded};
    for (const char *name : {"WA", "TLE", "RTE"}) {
        if (const auto verdicts = core::verdictsOf(name); verdicts.startsWith(verdict))
            return verdicts;
    }
    return {};
}

} // namespace

QString expectationText(const core::JurySubmission &submission)
{
    QStringList words;
    QList<core::Verdict> covered;
    for (const core::Verdict verdict : submission.expected) {
        if (covered.contains(verdict))
            continue;
        words.append(lookOf(verdict).text);
        covered += kindred(verdict);
    }
    return words.join(Words::tr(" or ", "between verdicts"));
}

Look juryStateLook(const JuryLine &line)
{
    if (!line.result && line.progress)
        return {line.progress->total > 0
                    ? Words::tr("%1 of %2 tests").arg(line.progress->done).arg(line.progress->total)
                    : Words::tr("Compiling"),
                Glyph::Ring, Tone::Active};
    if (!line.result)
        return {Words::tr("Waiting"), Glyph::Dots, Tone::Quiet};
    if (!line.result->judgement)
        return {Words::tr("Skipped"), Glyph::Dash, Tone::Quiet};
    if (line.result->asExpected)
        return {Words::tr("Yes", "as expected"), Glyph::Check, Tone::Pass};
    return {Words::tr("No", "not as expected"), Glyph::Cross, Tone::Fail};
}

Look juryOutcomeLook(const JuryLine &line)
{
    if (!line.result)
        return {};
    if (!line.result->judgement)
        return {line.result->skipped, Glyph::Dash, Tone::Quiet};
    Look look = lookOf(line.result->judgement->state, line.result->judgement->verdict);
    look.text = resultText(core::candidateView(*line.result->judgement));
    return look;
}

Look lookOf(core::Severity severity)
{
    if (severity == core::Severity::Error)
        return {Words::tr("Error"), Glyph::Cross, Tone::Fail};
    return {Words::tr("Warning"), Glyph::Question, Tone::Limit};
}

QString packageFactsText(const core::Problem &problem)
{
    return Words::tr("Format %1 · %2 · memory %3 · %n test(s)", "version, type", static_cast<int>(problem.cases.size()))
        .arg(QString::fromUtf8(core::kPackageFormatNames.text(problem.format)), typesText(problem.types),
             sizeText(problem.limits.memory));
}

QString timeLimitText(const core::TimeLimitFound &found)
{
    const QString limit = limitText(found.limit);
    switch (found.source) {
    case core::TimeLimitSource::Given:
        return Words::tr("Time limit %1").arg(limit);
    case core::TimeLimitSource::Inferred:
        return Words::tr("Time limit %1, inferred: %2 takes %3", "limit, submission, time")
            .arg(limit, found.slowest, durationText(found.slowestTime));
    case core::TimeLimitSource::Assumed:
        return Words::tr("Time limit %1, assumed: no submission could be run to infer it from").arg(limit);
    }
    return limit;
}

QString marginsText(const QList<JuryLine> &lines, const core::TimeLimitFound &found)
{
    const JuryLine *slowest = nullptr;
    Microseconds slowestTime{0};
    const JuryLine *fastest = nullptr;
    Microseconds fastestTime{0};
    for (const JuryLine &line : lines) {
        if (!line.result || !line.result->judgement)
            continue;
        const core::Judgement &judgement = *line.result->judgement;
        if (const Microseconds time = core::slowestBoundingCase(line.submission, judgement);
            core::boundsTimeLimit(line.submission) && time > slowestTime) {
            slowest = &line;
            slowestTime = time;
        }
        const bool late = judgement.verdict == core::Verdict::TimeLimitExceeded;
        if (late && (fastest == nullptr || judgement.maxCpu() < fastestTime)) {
            fastest = &line;
            fastestTime = judgement.maxCpu();
        }
    }
    QStringList sentences{timeLimitText(found)};
    if (slowest != nullptr)
        sentences.append(Words::tr("slowest that must pass: %1, %2 (%3 % of the limit)", "submission, time, share")
                             .arg(slowest->submission.name, durationText(slowestTime))
                             .arg(slowestTime.count() * 100 / Microseconds(found.limit).count()));
    if (fastest != nullptr)
        sentences.append(Words::tr("fastest over the limit: %1, stopped after %2", "submission, time")
                             .arg(fastest->submission.name, durationText(fastestTime)));
    return sentences.join(QStringLiteral(" · "));
}

QString dataCheckText(const core::DataCheckReport &report)
{
    if (report.inputValidators == 0)
        return Words::tr("There is no input validator that could be run.");
    const auto wrong = std::ranges::count(report.findings, core::Severity::Error, &core::Finding::severity);
    const QString tried = Words::tr("%n input validator(s) read %1 test files", nullptr, report.inputValidators)
                              .arg(report.inputs + report.others);
    return wrong == 0 ? Words::tr("%1: all as meant.", "validators read files").arg(tried)
                      : Words::tr("%1: not all as meant, see the findings.", "validators read files").arg(tried);
}

QString verificationText(const core::VerificationSummary &summary)
{
    QStringList sentences;
    if (summary.different > 0)
        sentences.append(Words::tr("%n submission(s) got another verdict than expected.", nullptr, summary.different));
    if (summary.asExpected > 0)
        sentences.append(Words::tr("%n submission(s) did as expected.", nullptr, summary.asExpected));
    if (summary.skipped > 0)
        sentences.append(Words::tr("%n submission(s) could not be judged here.", nullptr, summary.skipped));
    sentences.append(dataCheckText(summary.data));
    return sentences.join(QLatin1Char(' '));
}

QString reportText(const LabReport &report)
{
    QStringList lines{report.title, report.facts, report.timeLimit, report.outcome, {}};
    for (const JuryLine &line : report.lines) {
        const QString time =
            line.result && line.result->judgement ? durationText(line.result->judgement->maxCpu()) : QString();
        lines.append(QStringList{line.submission.name, juryStateLook(line).text, juryOutcomeLook(line).text,
                                 expectationText(line.submission), time}
                         .join(QLatin1Char('\t')));
    }
    lines.append(QString());
    for (const core::Finding &finding : report.findings)
        lines.append(lookOf(finding.severity).text + QStringLiteral(": ") + QString::fromStdString(finding.describe()));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace assay::app
