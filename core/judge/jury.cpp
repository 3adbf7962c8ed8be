// SPDX-License-Identifier: GPL-3.0-or-later
// Jury: the programs of a problem's authors, made ready when they are first needed.
#include "core/judge/jury.h"

namespace assay::core {

void Jury::setProblem(std::shared_ptr<const Problem> problem)
{
    if (m_problem && problem && m_problem->contentHash == problem->contentHash)
        return;
    m_validator.reset();
    m_grader.reset();
    m_staticValidator.reset();
    m_problem = std::move(problem);
}

Result<OutputValidator *> Jury::outputValidator(const std::stop_token &stop)
{
    if (!m_problem || m_problem->outputValidators.isEmpty())
        return nullptr;
    if (!m_validator || !m_validator->isUsable())
        m_validator = TRY(OutputValidator::prepare(m_tools, *m_problem, stop));
    return m_validator.get();
}

Result<JuryProgram *> Jury::ready(std::unique_ptr<JuryProgram> &program, const std::optional<PackageProgram> &package,
                                  const char *role, const std::stop_token &stop)
{
    if (!package)
        return fail(Errc::InvalidPackage, std::string("there is no ") + role);
    if (!program || !program->isUsable())
        program = TRY(JuryProgram::prepare(m_tools, *m_problem, *package, role, stop));
    return program.get();
}

Result<GroupOutcome> Jury::grade(const TestGroup &group, std::span<const MemberResult> members,
                                 const std::stop_token &stop)
{
    if (members.empty())
        return GroupOutcome{};
    JuryProgram *grader = TRY(ready(m_grader, m_problem->grader, "grader", stop));
    const UniqueFd input = TRY(openCaseData(graderInput(members)));
    JuryCall call{.arguments = {}, .stdinFd = input.get()};
    for (const auto &flag : std::get<LegacyGrading>(group.grading).graderFlags)
        call.arguments.push_back(flag.toStdString());
    const sandbox::RunOutcome outcome = TRY(grader->run(call, stop));
    if (outcome.exitCode != 0)
        return fail(Errc::Sandbox, "the grader broke: exit code " + std::to_string(outcome.exitCode));
    return graderResult(outcome.output);
}

Result<ValidatorResult> Jury::validateStatically(const Submission &submission, const QString &entryPoint,
                                                 const QStringList &arguments, const std::stop_token &stop)
{
    JuryProgram *validator = TRY(ready(m_staticValidator, m_problem->staticValidator, "static validator", stop));
    for (const auto &source : submission.sources)
        TRY(validator->container().putFile(
            "/w/" + source.name.toStdString(),
            std::string_view(source.content.constData(), static_cast<std::size_t>(source.content.size())),
            sandbox::FileMode::Data));
    TRY(makeFeedbackFolder(*validator));
    JuryCall call{.arguments = {submission.language.toStdString(), entryPoint.toStdString(), kFeedbackFolder}};
    for (const auto &argument : arguments)
        call.arguments.push_back(argument.toStdString());
    const sandbox::RunOutcome outcome = TRY(validator->run(call, stop));
    return readVerdict(*validator, outcome);
}

} // namespace assay::core
