// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own programs that judge outputs, each in a container of its own.
#include "core/judge/output_validator.h"

#include "core/judge/validator_exit.h"

#include <QFile>

#include <algorithm>
#include <cmath>

#include <unistd.h>

namespace assay::core {

namespace {

constexpr std::size_t kShownMessage = 500;

constexpr const char *kInput = "/w/judge/input";
constexpr const char *kAnswer = "/w/judge/answer";
/// What a validator may say in a conversation, when its package names no limit: it may send the whole input.
constexpr Bytes kLeastSaid = 64_MiB;
constexpr const char *kNextPass = "nextpass.in";

std::string feedbackFile(std::string_view name)
{
    return kFeedbackFolder + std::string(name);
}

JuryCall callFor(const CaseJob &job, int standardInput)
{
    JuryCall call{.arguments = {kInput, kAnswer, kFeedbackFolder}, .stdinFd = standardInput};
    for (const auto &flag : job.validatorFlags)
        call.arguments.push_back(flag.toStdString());
    return call;
}

/// The start of a file; nothing when it is not there.
std::optional<QString> readStart(JuryProgram &program, const char *name)
{
    const auto file = program.container().openFile(feedbackFile(name));
    if (!file)
        return std::nullopt;
    char text[kShownMessage];
    const ssize_t size = ::pread(file->get(), text, sizeof text, 0);
    return QString::fromUtf8(text, std::max<ssize_t>(size, 0));
}

Result<std::optional<double>> readNumber(JuryProgram &program, const char *name)
{
    const auto text = readStart(program, name);
    if (!text)
        return std::nullopt;
    bool isNumber = false;
    const double number = text->trimmed().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number))
        return fail(Errc::InvalidPackage, "the " + program.role() + " wrote no number to " + name);
    return number;
}

} // namespace

Result<void> makeFeedbackFolder(JuryProgram &program)
{
    // The message makes the folder; validators overwrite or append.
    return program.container().putFile(feedbackFile("judgemessage.txt"), "", sandbox::FileMode::Data);
}

Result<ValidatorResult> readVerdict(JuryProgram &program, const sandbox::RunOutcome &outcome)
{
    if (outcome.exitCode != kValidatorAccepts && outcome.exitCode != kValidatorRejects)
        return fail(Errc::Sandbox, "the " + program.role() + " broke: exit code " + std::to_string(outcome.exitCode));
    const QString message = readStart(program, "judgemessage.txt").value_or(QString());
    return ValidatorResult{.accepted = outcome.exitCode == kValidatorAccepts,
                           .message = message.section(QLatin1Char('\n'), 0, 0),
                           .feedback = {.score = TRY(readNumber(program, "score.txt")),
                                        .multiplier = TRY(readNumber(program, "score_multiplier.txt"))}};
}

Result<std::unique_ptr<OutputValidator>> OutputValidator::prepare(const JuryTools &tools, const Problem &problem,
                                                                  const std::stop_token &stop)
{
    std::unique_ptr<OutputValidator> validator(new OutputValidator);
    validator->m_multiPass = problem.types.multiPass;
    if (!problem.givenLimits.contains(LimitKey::ValidationOutput))
        validator->m_leastSaid = kLeastSaid;
    for (const auto &program : problem.outputValidators)
        validator->m_programs.push_back(TRY(JuryProgram::prepare(tools, problem, program, "output validator", stop)));
    return validator;
}

Result<ValidatorResult> OutputValidator::judge(const CaseJob &job, const std::string &output,
                                               const std::stop_token &stop)
{
    const UniqueFd file =
        TRY(openCaseData(QByteArray::fromRawData(output.data(), static_cast<qsizetype>(output.size()))));
    return judge(job, file.get(), stop);
}

Result<ValidatorResult> OutputValidator::judge(const CaseJob &job, int output, const std::stop_token &stop)
{
    ValidatorResult result{.accepted = true};
    for (const auto &program : m_programs) {
        ::lseek(output, 0, SEEK_SET);
        ValidatorResult one = TRY(judgeWith(*program, job, output, stop));
        if (!one.accepted)
            return one;
        if (one.feedback.score || one.feedback.multiplier || result.message.isEmpty())
            result = std::move(one);
    }
    return result;
}

Result<ValidatorResult> OutputValidator::judgeWith(JuryProgram &program, const CaseJob &job, int output,
                                                   const std::stop_token &stop)
{
    TRY(setOut(program, job));
    auto judged = program.run(callFor(job, output), stop).and_then([&](const sandbox::RunOutcome &outcome) {
        return conclude(program, outcome);
    });
    if (!judged && judged.error().code != Errc::Cancelled)
        judged.error().detail += " on " + job.name.toStdString();
    return judged;
}

Result<Conversation> OutputValidator::converse(const CaseJob &job, const Talker &submission, Milliseconds longest,
                                               const std::stop_token &stop)
{
    JuryProgram &program = *m_programs.front();
    TRY(setOut(program, job));
    const Talker validator = [&](int input, const sandbox::OutputListener &said, const std::stop_token &stopped) {
        JuryCall call = callFor(job, input);
        call.onOutput = said;
        call.onOutputClosed = [&said] { said({}); };
        call.leastOutput = m_leastSaid;
        call.waiting = longest;
        return program.run(call, stopped);
    };
    return core::converse(submission, validator, stop);
}

Result<ValidatorResult> OutputValidator::resultOf(const Conversation &conversation)
{
    if (!conversation.validator)
        return std::unexpected(conversation.validator.error());
    return conclude(*m_programs.front(), *conversation.validator);
}

/// The files that it is to find.
Result<void> OutputValidator::setOut(JuryProgram &program, const CaseJob &job)
{
    const UniqueFd input = TRY(openCaseData(job.input));
    const UniqueFd answer = TRY(openCaseData(*job.answer));
    sandbox::Container &container = program.container();
    TRY(container.putFile(kInput, input.get(), sandbox::FileMode::Data));
    TRY(container.putFile(kAnswer, answer.get(), sandbox::FileMode::Data));
    TRY(makeFeedbackFolder(program));
    for (const auto &file : m_feedback)
        TRY(container.putFile(feedbackFile(file.path), file.content.get(), sandbox::FileMode::Data));
    return {};
}

Result<ValidatorResult> OutputValidator::conclude(JuryProgram &program, const sandbox::RunOutcome &outcome)
{
    ValidatorResult result = TRY(readVerdict(program, outcome));
    if (m_multiPass)
        TRY(takeFeedback(program, result));
    if (result.wantsAnotherPass && !result.accepted)
        return fail(Errc::InvalidPackage, "the " + program.role() + " rejected, and asked for another pass");
    return result;
}

/// Keeps the feedback files for the next pass, and takes its input from among them.
Result<void> OutputValidator::takeFeedback(JuryProgram &program, ValidatorResult &result)
{
    m_feedback.clear();
    for (const auto &file : TRY(program.container().listFiles("/w/feedback"))) {
        UniqueFd content = TRY(program.container().openFile(feedbackFile(file.path)));
        if (file.path != kNextPass) {
            m_feedback.push_back({.path = file.path, .content = std::move(content)});
            continue;
        }
        QFile input;
        if (!input.open(content.get(), QIODevice::ReadOnly))
            return fail(Errc::Io, std::string(kNextPass) + ": " + input.errorString().toStdString());
        result.wantsAnotherPass = true;
        result.nextInput = input.readAll();
    }
    return {};
}

} // namespace assay::core
