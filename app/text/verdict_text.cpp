// SPDX-License-Identifier: GPL-3.0-or-later
// Words, shape and tone of verdicts and judgement states, in the one place where the desktop has them.
#include "app/text/verdict_text.h"

#include "app/text/format_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace assay::app {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(VerdictText)
};

Look lookOfState(core::JudgementState state)
{
    switch (state) {
    case core::JudgementState::Queued:
        return {Words::tr("Queued"), Glyph::Dots, Tone::Quiet};
    case core::JudgementState::Leased:
        return {Words::tr("Starting"), Glyph::Ring, Tone::Active};
    case core::JudgementState::Compiling:
        return {Words::tr("Compiling"), Glyph::Ring, Tone::Active};
    case core::JudgementState::Running:
        return {Words::tr("Running"), Glyph::Ring, Tone::Active};
    case core::JudgementState::Finalizing:
        return {Words::tr("Finishing"), Glyph::Ring, Tone::Active};
    case core::JudgementState::Done:
        return {Words::tr("Done"), Glyph::Check, Tone::Quiet};
    case core::JudgementState::Cancelled:
        return {Words::tr("Cancelled"), Glyph::Dash, Tone::Quiet};
    }
    return {};
}

/// "… on test 4 of 12" for a verdict that one test brought about. Whole sentences: other languages order them anew.
QString failedOnTest(core::Verdict verdict, int test, int total)
{
    QString sentence;
    switch (verdict) {
    case core::Verdict::WrongAnswer:
        sentence = Words::tr("Wrong answer on test %1 of %2");
        break;
    case core::Verdict::TimeLimitExceeded:
    case core::Verdict::WallTimeLimitExceeded:
        sentence = Words::tr("Time limit exceeded on test %1 of %2");
        break;
    case core::Verdict::RunTimeError:
        sentence = Words::tr("Run-time error on test %1 of %2");
        break;
    case core::Verdict::MemoryLimitExceeded:
        sentence = Words::tr("Memory limit exceeded on test %1 of %2");
        break;
    case core::Verdict::OutputLimitExceeded:
        sentence = Words::tr("Output limit exceeded on test %1 of %2");
        break;
    case core::Verdict::PresentationError:
        sentence = Words::tr("Presentation error on test %1 of %2");
        break;
    case core::Verdict::SecurityViolation:
        sentence = Words::tr("Forbidden system call on test %1 of %2");
        break;
    case core::Verdict::Accepted:
    case core::Verdict::CompileError:
    case core::Verdict::CompileTimeLimitExceeded:
    case core::Verdict::IllegalInput:
    case core::Verdict::JudgingError:
    case core::Verdict::Ok:
        return {};
    }
    return sentence.arg(test).arg(total);
}

} // namespace

Look lookOf(core::Verdict verdict)
{
    switch (verdict) {
    case core::Verdict::Accepted:
        return {Words::tr("Accepted"), Glyph::Check, Tone::Pass};
    case core::Verdict::WrongAnswer:
        return {Words::tr("Wrong answer"), Glyph::Cross, Tone::Fail};
    case core::Verdict::TimeLimitExceeded:
        return {Words::tr("Time limit"), Glyph::Clock, Tone::Limit};
    case core::Verdict::WallTimeLimitExceeded:
        return {Words::tr("Time limit (waiting)"), Glyph::Clock, Tone::Limit};
    case core::Verdict::RunTimeError:
        return {Words::tr("Run-time error"), Glyph::Bolt, Tone::Crash};
    case core::Verdict::MemoryLimitExceeded:
        return {Words::tr("Memory limit"), Glyph::Stack, Tone::Limit};
    case core::Verdict::OutputLimitExceeded:
        return {Words::tr("Output limit"), Glyph::Stack, Tone::Limit};
    case core::Verdict::PresentationError:
        return {Words::tr("Presentation error"), Glyph::Cross, Tone::Fail};
    case core::Verdict::CompileError:
        return {Words::tr("Compile error"), Glyph::Brackets, Tone::Crash};
    case core::Verdict::CompileTimeLimitExceeded:
        return {Words::tr("Compiling took too long"), Glyph::Brackets, Tone::Limit};
    case core::Verdict::SecurityViolation:
        return {Words::tr("Forbidden call"), Glyph::Shield, Tone::Crash};
    case core::Verdict::IllegalInput:
        return {Words::tr("Illegal input"), Glyph::Question, Tone::Trouble};
    case core::Verdict::JudgingError:
        return {Words::tr("Judging problem"), Glyph::Question, Tone::Trouble};
    case core::Verdict::Ok:
        return {Words::tr("Ran"), Glyph::Play, Tone::Pass};
    }
    return {};
}

Look lookOf(core::JudgementState state, std::optional<core::Verdict> verdict)
{
    return state == core::JudgementState::Done && verdict ? lookOf(*verdict) : lookOfState(state);
}

Look lookOf(core::CaseState state, std::optional<core::Verdict> verdict)
{
    switch (state) {
    case core::CaseState::Pending:
        return {Words::tr("Waiting"), Glyph::Dots, Tone::Quiet};
    case core::CaseState::Running:
        return {Words::tr("Running"), Glyph::Ring, Tone::Active};
    case core::CaseState::Skipped:
        return {Words::tr("Skipped"), Glyph::Dash, Tone::Quiet};
    case core::CaseState::Done:
        break;
    }
    return verdict ? lookOf(*verdict) : Look{};
}

Look lookOf(const core::CandidateCase &run)
{
    return lookOf(run.state, run.verdict);
}

QString verdictMeaning(core::Verdict verdict)
{
    switch (verdict) {
    case core::Verdict::Accepted:
        return Words::tr("Every test passed.");
    case core::Verdict::WrongAnswer:
        return Words::tr("The program ended well, but what it wrote is not the expected answer.");
    case core::Verdict::TimeLimitExceeded:
        return Words::tr("The program used more processor time than the problem allows.");
    case core::Verdict::WallTimeLimitExceeded:
        return Words::tr("The program waited too long without using its processor time.");
    case core::Verdict::RunTimeError:
        return Words::tr("The program crashed or ended with an exit code other than 0.");
    case core::Verdict::MemoryLimitExceeded:
        return Words::tr("The program needed more memory than the problem allows.");
    case core::Verdict::OutputLimitExceeded:
        return Words::tr("The program wrote more than the problem allows.");
    case core::Verdict::PresentationError:
        return Words::tr("The answer is right, but not in the form that was asked for.");
    case core::Verdict::CompileError:
        return Words::tr("The compiler refused the program; see the compiler's output.");
    case core::Verdict::CompileTimeLimitExceeded:
        return Words::tr("The compiler did not finish in time.");
    case core::Verdict::SecurityViolation:
        return Words::tr("The program made a system call that is not allowed here.");
    case core::Verdict::IllegalInput:
        return Words::tr("The input does not follow the problem's format.");
    case core::Verdict::JudgingError:
        return Words::tr("Something broke on our side. This is not your fault and is not counted.");
    case core::Verdict::Ok:
        return Words::tr("The program ended with exit code 0.");
    }
    return {};
}

QString resultText(const core::CandidateJudgement &judgement)
{
    const QString text = lookOf(judgement.state, judgement.verdict).text;
    if (judgement.state != core::JudgementState::Done || !judgement.points)
        return text;
    const QString earned = numberText(judgement.points->earned);
    return judgement.points->most
               ? Words::tr("%1, %2/%3", "verdict, points of all").arg(text, earned, numberText(*judgement.points->most))
               : Words::tr("%1, %2 points").arg(text, earned);
}

namespace {

QString withPoints(const core::Points &points, const QString &outcome)
{
    const QString earned = numberText(points.earned);
    return points.most ? Words::tr("%1 of %2 points. %3", "points, all points, outcome")
                             .arg(earned, numberText(*points.most), outcome)
                       : Words::tr("%1 points. %2", "points, outcome").arg(earned, outcome);
}

/// Of a judgement that is done, whatever points it brought.
QString verdictSentence(const core::CandidateJudgement &judgement)
{
    const auto total = static_cast<int>(judgement.cases.size());
    const auto failing = std::ranges::find_if(
        judgement.cases, [](const core::CandidateCase &run) { return run.verdict && !isPass(*run.verdict); });
    if (failing != judgement.cases.end() && total > 1) {
        if (const auto text = failedOnTest(*judgement.verdict, failing->ordinal + 1, total); !text.isEmpty())
            return text;
    }
    if (*judgement.verdict == core::Verdict::JudgingError)
        return Words::tr("Judging problem, not your fault");
    return lookOf(*judgement.verdict).text;
}

} // namespace

QString outcomeText(const core::CandidateJudgement &judgement, core::Purpose purpose)
{
    if (judgement.state != core::JudgementState::Done || !judgement.verdict)
        return lookOf(judgement.state, judgement.verdict).text;
    const auto total = static_cast<int>(judgement.cases.size());
    if (purpose == core::Purpose::Run && total > 0 && *judgement.verdict != core::Verdict::CompileError) {
        const auto passed = static_cast<int>(std::ranges::count_if(
            judgement.cases, [](const core::CandidateCase &run) { return run.verdict && isPass(*run.verdict); }));
        if (total > 1)
            return passed == total ? Words::tr("All %n test(s) passed", "under the run bar", total)
                                   : Words::tr("%1 of %n test(s) passed", "under the run bar", total).arg(passed);
    }
    const QString sentence = verdictSentence(judgement);
    return judgement.points ? withPoints(*judgement.points, sentence) : sentence;
}

QString judgementLine(const core::Judgement &judgement)
{
    QStringList parts{exactTimeText(judgement.ended.value_or(judgement.queued)),
                      resultText(core::candidateView(judgement)),
                      judgement.current ? Words::tr("counts", "a judgement") : Words::tr("does not count")};
    if (!judgement.toolchain.isEmpty())
        parts.append(judgement.toolchain);
    return parts.join(QStringLiteral(" · "));
}

QString purposeText(core::Purpose purpose)
{
    switch (purpose) {
    case core::Purpose::Run:
        return Words::tr("Run", "a submission's purpose");
    case core::Purpose::Submit:
        return Words::tr("Submit", "a submission's purpose");
    }
    return {};
}

} // namespace assay::app
