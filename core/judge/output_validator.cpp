// SPDX-License-Identifier: GPL-3.0-or-later
// OutputValidator: the package's own program that judges outputs, compiled and run in a container of its own.
#include "core/judge/output_validator.h"

#include <QFile>

#include <algorithm>

#include <unistd.h>

namespace assay::core {

namespace {

constexpr int kAccepted = 42;
constexpr int kRejected = 43;
constexpr Bytes kValidatorOutput = 8_MiB;
constexpr std::size_t kShownMessage = 500;

constexpr const char *kInput = "/w/judge/input";
constexpr const char *kAnswer = "/w/judge/answer";
constexpr const char *kFeedback = "/w/feedback/";
constexpr const char *kMessage = "/w/feedback/judgemessage.txt";

Result<QList<SourceFile>> readSources(const PackageProgram &program)
{
    QList<SourceFile> sources;
    for (const auto &path : program.files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Io, "output validator: " + path.string() + ": " + file.errorString().toStdString());
        sources.append({.name = QString::fromStdString(path.lexically_relative(program.root).generic_string()),
                        .content = file.readAll()});
    }
    return sources;
}

Result<const LanguageStatus *> languageOf(const LanguageTable &languages, const QList<SourceFile> &sources)
{
    for (const auto &source : sources) {
        if (const auto *status = languages.forSource(source))
            return languages.require(status->language.id);
    }
    return fail(Errc::Unsupported, "output validator: no language here takes its files");
}

} // namespace

Result<std::unique_ptr<OutputValidator>>
OutputValidator::prepare(sandbox::ContainerPool &pool, const SyscallPolicies &policies, const LanguageTable &languages,
                         const Problem &problem, sandbox::Tier requiredTier, const std::stop_token &stop)
{
    std::unique_ptr<OutputValidator> validator(new OutputValidator);
    Submission sources{.sources = TRY(readSources(problem.outputValidators.first()))};
    const LanguageStatus *language = TRY(languageOf(languages, sources.sources));
    sources.language = language->language.id;
    Limits limits = problem.limits;
    limits.cpu = limits.validationCpu;
    limits.memory = limits.validationMemory;
    limits.output = kValidatorOutput;
    validator->m_container = TRY(pool.acquire(stop));
    validator->m_program =
        TRY(compileStep(*validator->m_container, policies, language->language, sources, limits, requiredTier, stop));
    if (validator->m_program.verdict)
        return fail(Errc::InvalidPackage,
                    "the output validator does not compile: " + validator->m_program.result.output.toStdString());
    validator->m_limits = caseLimitsOf(limits, language->language);
    return validator;
}

Result<ValidatorResult> OutputValidator::judge(const CaseJob &job, const std::string &output,
                                               const std::stop_token &stop)
{
    const UniqueFd input = TRY(openCaseData(job.input));
    const UniqueFd answer = TRY(openCaseData(*job.answer));
    const UniqueFd standardInput =
        TRY(openCaseData(QByteArray::fromRawData(output.data(), static_cast<qsizetype>(output.size()))));
    TRY(m_container->putFile(kInput, input.get(), sandbox::FileMode::Data));
    TRY(m_container->putFile(kAnswer, answer.get(), sandbox::FileMode::Data));
    TRY(m_container->putFile(kMessage, "",
                             sandbox::FileMode::Data)); // makes the folder; validators overwrite or append

    sandbox::RunSpec spec = programRun(m_program, m_limits);
    spec.stdinFd = standardInput.get();
    spec.argv.insert(spec.argv.end(), {kInput, kAnswer, kFeedback});
    for (const auto &flag : job.validatorFlags)
        spec.argv.push_back(flag.toStdString());
    const sandbox::RunOutcome outcome = TRY(m_container->run(spec, stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while validating");
    if (const bool ended = outcome.killedBy == sandbox::KilledBy::Nobody && outcome.signal == 0;
        !ended || (outcome.exitCode != kAccepted && outcome.exitCode != kRejected)) {
        const QString why = reasonOf(outcome, m_limits.judged);
        return fail(Errc::Sandbox, "the output validator broke on " + job.name.toStdString() + ": " +
                                       (why.isEmpty() ? "exit code 0" : why.toStdString()));
    }
    return ValidatorResult{.accepted = outcome.exitCode == kAccepted, .message = readMessage()};
}

QString OutputValidator::readMessage()
{
    const auto file = m_container->openFile(kMessage);
    char text[kShownMessage];
    const ssize_t size = file ? ::read(file->get(), text, sizeof text) : 0;
    return QString::fromUtf8(text, std::max<ssize_t>(size, 0)).section(QLatin1Char('\n'), 0, 0);
}

} // namespace assay::core
