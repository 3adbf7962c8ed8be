// SPDX-License-Identifier: GPL-3.0-or-later
// DataCheck: whether a problem's validators think of its test data as its authors mean it.
#include "core/judge/data_check.h"

#include "core/judge/default_checker.h"
#include "core/judge/output_validator.h"
#include "core/judge/validator_exit.h"

#include <QSet>

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// An output of which it is known what the validator has to say.
struct KnownOutput {
    QString name;
    std::filesystem::path input;
    std::filesystem::path answer;
    std::filesystem::path output;
    CompareOptions compare;
    QStringList validatorFlags;
    bool isValid = true;
};

QList<KnownOutput> knownOutputs(const Problem &problem)
{
    QList<KnownOutput> outputs;
    if (problem.types.interactive || problem.types.multiPass)
        return outputs; // an output alone is none there
    for (const TestCase &one : problem.cases) {
        if (!one.exampleOutput.empty())
            outputs.append({one.name, one.input, one.answer, one.exampleOutput, one.compare, one.validatorFlags, true});
    }
    for (const ValidationCase &one : problem.validationCases) {
        if (one.kind != ValidationCase::Kind::InvalidInput)
            outputs.append({one.name, one.input, one.answer, one.output, one.compare, one.validatorFlags,
                            one.kind == ValidationCase::Kind::ValidOutput});
    }
    return outputs;
}

class DataChecker
{
public:
    DataChecker(const JuryTools &tools, const Problem &problem, const DataCheckListener &listener,
                const std::stop_token &stop)
        : m_tools(tools)
        , m_problem(problem)
        , m_listener(listener)
        , m_stop(stop)
    {
    }

    Result<DataCheckReport> run()
    {
        const QList<KnownOutput> outputs = knownOutputs(m_problem);
        const auto isInput = [](const ValidationCase &one) { return one.kind == ValidationCase::Kind::InvalidInput; };
        const qsizetype invalid = std::ranges::count_if(m_problem.validationCases, isInput);
        m_progress.total = m_problem.inputValidators.size() * (m_problem.cases.size() + invalid) + outputs.size();
        for (const PackageProgram &validator : m_problem.inputValidators)
            TRY(runInputValidator(validator));
        m_report.inputs = m_report.inputValidators > 0 ? m_problem.cases.size() : 0;
        if (m_report.inputValidators > 0 && m_report.inputValidators == m_problem.inputValidators.size())
            judgeInvalidInputs();
        if (!outputs.isEmpty())
            TRY(checkOutputs(outputs));
        m_report.findings = m_findings.list();
        return std::move(m_report);
    }

private:
    void tell(const QString &what)
    {
        m_progress.what = what;
        if (m_listener)
            m_listener(m_progress);
    }

    /// A warning in place of a program that could not be made. Errors: Cancelled.
    template <typename T>
    Result<std::optional<T>> orWarning(Result<T> prepared, const std::string &folder, const QString &name)
    {
        if (prepared)
            return std::optional<T>(std::move(*prepared));
        if (prepared.error().code == Errc::Cancelled)
            return std::unexpected(prepared.error());
        const QString why = QString::fromStdString(prepared.error().describe());
        m_findings.warn(folder, name, u"could not be run: %1"_s.arg(why));
        return std::nullopt;
    }

    Result<void> runInputValidator(const PackageProgram &package)
    {
        const std::string role = "input validator " + package.name.toStdString();
        if (package.kind == ProgramKind::Checktestdata || package.kind == ProgramKind::Viva) {
            m_findings.warn("input_validators", package.name, u"was not run: no tool for its language is known"_s);
            return {};
        }
        tell(QString::fromStdString(role));
        auto program = TRY(orWarning(JuryProgram::prepare(m_tools, m_problem, package, role, m_stop),
                                     "input_validators", package.name));
        if (!program)
            return {};
        ++m_report.inputValidators;
        for (const TestCase &one : m_problem.cases) {
            TRY(putCaseFiles((*program)->container(), one.files));
            if (!TRY(accepts(**program, one, one.inputValidatorFlags.of(package.name))))
                m_findings.error(fileOf(one.name, ".in"), package.name, u"the input validator rejects it"_s);
        }
        for (const ValidationCase &one : m_problem.validationCases) {
            if (one.kind == ValidationCase::Kind::InvalidInput &&
                !TRY(accepts(**program, one, one.inputValidatorFlags.of(package.name))))
                m_rejected.insert(one.name);
        }
        return {};
    }

    /// `one` is a TestCase or a ValidationCase.
    Result<bool> accepts(JuryProgram &program, const auto &one, const QStringList &flags)
    {
        tell(QString::fromStdString(program.role()));
        ++m_progress.done;
        const UniqueFd file = TRY(openCaseData(one.input));
        JuryCall call{.arguments = {}, .stdinFd = file.get()};
        for (const QString &flag : flags + one.arguments)
            call.arguments.push_back(flag.toStdString());
        const auto outcome = program.run(call, m_stop);
        if (outcome)
            return outcome->exitCode == kValidatorAccepts;
        if (outcome.error().code == Errc::Cancelled)
            return std::unexpected(outcome.error());
        m_findings.warn(fileOf(one.name, ".in"), {}, QString::fromStdString(outcome.error().detail));
        return false; // a validator that breaks does not accept
    }

    void judgeInvalidInputs()
    {
        for (const ValidationCase &one : m_problem.validationCases) {
            if (one.kind != ValidationCase::Kind::InvalidInput)
                continue;
            ++m_report.others;
            if (!m_rejected.contains(one.name))
                m_findings.error(fileOf(one.name, ".in"), {},
                                 u"is to be invalid, and every input validator accepts it"_s);
        }
    }

    Result<void> checkOutputs(const QList<KnownOutput> &outputs)
    {
        std::unique_ptr<OutputValidator> validator;
        if (!m_problem.outputValidators.isEmpty()) {
            auto prepared =
                TRY(orWarning(OutputValidator::prepare(m_tools, m_problem, m_stop), "output_validator", {}));
            if (!prepared)
                return {};
            validator = std::move(*prepared);
        }
        for (const KnownOutput &one : outputs) {
            tell(u"output validator"_s);
            ++m_progress.done;
            ++m_report.others;
            const auto accepted = isAccepted(validator.get(), one);
            if (!accepted && accepted.error().code == Errc::Cancelled)
                return std::unexpected(accepted.error());
            if (!accepted)
                m_findings.error(fileOf(one.name, ".out"), {}, QString::fromStdString(accepted.error().detail));
            else if (*accepted != one.isValid)
                m_findings.error(fileOf(one.name, ".out"), {},
                                 one.isValid ? u"is to be valid, and the output validator rejects it"_s
                                             : u"is to be invalid, and the output validator accepts it"_s);
        }
        return {};
    }

    Result<bool> isAccepted(OutputValidator *validator, const KnownOutput &one)
    {
        const UniqueFd output = TRY(openCaseData(one.output));
        if (validator == nullptr) {
            const UniqueFd answer = TRY(openCaseData(one.answer));
            return TRY(compareOutput(output.get(), answer.get(), one.compare)).accepted;
        }
        validator->beginCase();
        const CaseJob job{
            .name = one.name, .input = one.input, .answer = one.answer, .validatorFlags = one.validatorFlags};
        return TRY(validator->judge(job, output.get(), m_stop)).accepted;
    }

    static std::string fileOf(const QString &name, const char *extension)
    {
        return "data/" + name.toStdString() + extension;
    }

    const JuryTools &m_tools;
    const Problem &m_problem;
    const DataCheckListener &m_listener;
    const std::stop_token &m_stop;
    DataCheckProgress m_progress;
    DataCheckReport m_report;
    PackageFindings m_findings;
    QSet<QString> m_rejected; ///< Invalid inputs that some validator rejected.
};

} // namespace

Result<DataCheckReport> checkData(const JuryTools &tools, const Problem &problem, const DataCheckListener &listener,
                                  const std::stop_token &stop)
{
    return DataChecker(tools, problem, listener, stop).run();
}

} // namespace assay::core
