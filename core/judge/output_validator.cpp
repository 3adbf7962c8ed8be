// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own programs that judge outputs, each in a container of its own.
#include "core/judge/output_validator.h"

#include <algorithm>
#include <cmath>

#include <unistd.h>

namespace assay::core {

namespace {

constexpr int kAccepted = 42;
constexpr int kRejected = 43;
constexpr std::size_t kShownMessage = 500;

constexpr const char *kInput = "/w/judge/input";
constexpr const char *kAnswer = "/w/judge/answer";

std::string feedbackFile(const char *name)
{
    return std::string(kFeedbackFolder) + name;
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
    if (outcome.exitCode != kAccepted && outcome.exitCode != kRejected)
        return fail(Errc::Sandbox, "the " + program.role() + " broke: exit code " + std::to_string(outcome.exitCode));
    const QString message = readStart(program, "judgemessage.txt").value_or(QString());
    return ValidatorResult{.accepted = outcome.exitCode == kAccepted,
                           .message = message.section(QLatin1Char('\n'), 0, 0),
                           .feedback = {.score = TRY(readNumber(program, "score.txt")),
                                        .multiplier = TRY(readNumber(program, "score_multiplier.txt"))}};
}

Result<std::unique_ptr<OutputValidator>> OutputValidator::prepare(const JuryTools &tools, const Problem &problem,
                                                                  const std::stop_token &stop)
{
    std::unique_ptr<OutputValidator> validator(new OutputValidator);
    for (const auto &program : problem.outputValidators)
        validator->m_programs.push_back(TRY(JuryProgram::prepare(tools, problem, program, "output validator", stop)));
    return validator;
}

Result<ValidatorResult> OutputValidator::judge(const CaseJob &job, const std::string &output,
                                               const std::stop_token &stop)
{
    const UniqueFd standardInput =
        TRY(openCaseData(QByteArray::fromRawData(output.data(), static_cast<qsizetype>(output.size()))));
    ValidatorResult result{.accepted = true};
    for (const auto &program : m_programs) {
        ::lseek(standardInput.get(), 0, SEEK_SET);
        ValidatorResult one = TRY(judgeWith(*program, job, standardInput.get(), stop));
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
    const UniqueFd input = TRY(openCaseData(job.input));
    const UniqueFd answer = TRY(openCaseData(*job.answer));
    sandbox::Container &container = program.container();
    TRY(container.putFile(kInput, input.get(), sandbox::FileMode::Data));
    TRY(container.putFile(kAnswer, answer.get(), sandbox::FileMode::Data));
    TRY(makeFeedbackFolder(program));
    JuryCall call{.arguments = {kInput, kAnswer, kFeedbackFolder}, .stdinFd = output};
    for (const auto &flag : job.validatorFlags)
        call.arguments.push_back(flag.toStdString());
    auto judged = program.run(call, stop).and_then([&program](const sandbox::RunOutcome &outcome) {
        return readVerdict(program, outcome);
    });
    if (!judged && judged.error().code != Errc::Cancelled)
        judged.error().detail += " on " + job.name.toStdString();
    return judged;
}

} // namespace assay::core
