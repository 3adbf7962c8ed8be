// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a compiled program on one case and judges what came out.
#include "core/judge/case_step.h"

#include "core/judge/default_checker.h"
#include "core/judge/enforcement.h"
#include "core/judge/output_validator.h"
#include "core/judge/validator_exit.h"
#include "core/log_categories.h"

#include <algorithm>
#include <memory>
#include <span>

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace assay::core {

namespace {

/// What of a program's output is kept for people.
constexpr Bytes kShownOutput = 64_KiB;
constexpr Bytes kErrorOutput = 64_KiB;
/// To start an interpreter and fork it costs two cold starts, and saves three quarters of one in each run.
constexpr qsizetype kLeastWarmRuns = 3;
/// A main thread may use what the memory limit allows, but a run-time that asks for a deep stack gets it.
constexpr Bytes kLeastStack = 128_MiB;

Result<UniqueFd> openBytes(const QByteArray &bytes)
{
    UniqueFd file(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    const auto size = static_cast<ssize_t>(bytes.size());
    if (!file || ::pwrite(file.get(), bytes.constData(), static_cast<std::size_t>(size), 0) != size)
        return fail(Errc::Io, "memfd", errno);
    // Sealed it can be handed to a program as it is; see sandbox::privateInput.
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0)
        return fail(Errc::Io, "memfd", errno);
    return file;
}

/// An answer as memory, wherever it comes from.
class MappedAnswer
{
public:
    static Result<MappedAnswer> open(const CaseData &source)
    {
        MappedAnswer answer;
        if (const auto *bytes = std::get_if<QByteArray>(&source)) {
            answer.m_bytes = std::span(bytes->constData(), static_cast<std::size_t>(bytes->size()));
            return answer;
        }
        const UniqueFd file = TRY(openCaseData(source));
        struct stat info{};
        if (::fstat(file.get(), &info) < 0)
            return fail(Errc::Io, "answer", errno);
        const auto size = static_cast<std::size_t>(info.st_size);
        if (size == 0)
            return answer;
        void *memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
        if (memory == MAP_FAILED)
            return fail(Errc::Io, "answer", errno);
        answer.m_mapping = std::shared_ptr<void>(memory, [size](void *start) { ::munmap(start, size); });
        answer.m_bytes = std::span(static_cast<const char *>(memory), size);
        return answer;
    }
    [[nodiscard]] std::span<const char> bytes() const { return m_bytes; }

private:
    std::shared_ptr<void> m_mapping; ///< Shared with nobody: a pointer that knows how to unmap.
    std::span<const char> m_bytes;
};

void keepOutput(const sandbox::RunOutcome &outcome, CaseRun &run)
{
    const auto shown = static_cast<std::size_t>(kShownOutput.count);
    run.output = QByteArray::fromStdString(outcome.output.substr(0, shown));
    run.errorOutput = QByteArray::fromStdString(outcome.errorOutput.substr(0, shown));
    run.outputCut = outcome.outputCut || outcome.errorOutputCut || outcome.output.size() > shown;
}

/// A case, or one pass of it.
struct Pass {
    JudgedCase judged;
    bool isLast = true;
    QByteArray nextInput; ///< Of the next pass, when there is to be one.

    void apply(ValidatorResult result)
    {
        judged.run.verdict = result.accepted ? Verdict::Accepted : Verdict::WrongAnswer;
        judged.run.reason = std::move(result.message);
        judged.feedback = result.feedback;
        isLast = !result.wantsAnotherPass;
        nextInput = std::move(result.nextInput);
    }
};

/// What the output of a run that ended well is worth.
Result<void> judgeOutput(CaseBench &bench, const CaseJob &job, const std::string &output, Pass &pass,
                         const std::stop_token &stop)
{
    CaseRun &run = pass.judged.run;
    if (!job.answer) {
        run.verdict = Verdict::Ok;
        return {};
    }
    if (bench.validator != nullptr) {
        pass.apply(TRY(bench.validator->judge(job, output, stop)));
        return {};
    }
    const MappedAnswer answer = TRY(MappedAnswer::open(*job.answer));
    const CheckResult result = compareOutput(std::span(output), answer.bytes(), job.compare);
    run.verdict = result.accepted ? Verdict::Accepted : Verdict::WrongAnswer;
    run.reason = reasonText(result);
    return {};
}

} // namespace

CaseLimits caseLimitsOf(const Limits &limits, const Language &language)
{
    return {.judged = {.cpu = limits.cpu, .memory = limits.memory + language.memoryOverhead},
            .output = limits.output,
            .processes = limits.processes};
}

sandbox::RunSpec programRun(const CompiledProgram &program, const CaseLimits &limits)
{
    return {.argv = program.command,
            .environment = program.environment,
            .limits = {.cpu = limits.judged.cpu,
                       .wall = wallLimitFor(limits.judged.cpu),
                       .memory = limits.judged.memory,
                       .output = limits.output,
                       .errorOutput = kErrorOutput,
                       .stack = std::max(limits.judged.memory, kLeastStack),
                       .processes = limits.processes},
            .requiredTier = program.requiredTier};
}

void warmUp(sandbox::Container &container, const CompiledProgram &program, const CaseLimits &limits, qsizetype runs)
{
    if (program.scriptArgument != 0 && runs >= kLeastWarmRuns)
        container.warmUp({.program = programRun(program, limits), .scriptArgument = program.scriptArgument});
}

/// For the program's eyes only: nothing of the package is mounted into its container.
Result<UniqueFd> openCaseData(const CaseData &data)
{
    if (const auto *bytes = std::get_if<QByteArray>(&data))
        return openBytes(*bytes);
    const auto &path = std::get<std::filesystem::path>(data);
    UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return fail(Errc::Io, "test case " + path.string(), errno);
    return file;
}

Result<void> putCaseFiles(sandbox::Container &container, const std::filesystem::path &folder)
{
    if (folder.empty())
        return {};
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (!entry->is_regular_file(error))
            continue;
        const UniqueFd file = TRY(openCaseData(entry->path()));
        TRY(container.putFile("/w/" + entry->path().lexically_relative(folder).generic_string(), file.get(),
                              sandbox::FileMode::Data));
    }
    if (error)
        return fail(Errc::Io, "files of a test case: " + folder.string(), error.value());
    return {};
}

namespace {

CaseRun caseRunOf(const sandbox::RunOutcome &outcome, const CaseJob &job, const JudgedLimits &judged)
{
    return {.name = job.name,
            .secret = job.secret,
            .state = CaseState::Done,
            .verdict = verdictOf(outcome, judged),
            .cpu = outcome.cpu,
            .wall = outcome.wall,
            .memory = outcome.memoryPeak,
            .reason = reasonOf(outcome, judged),
            .exitCode = outcome.exitCode,
            .signal = outcome.signal,
            .killedBy = killerOf(outcome),
            .outOfMemory = outcome.outOfMemory,
            .cpuSource = QString::fromUtf8(sandbox::kMechanismNames.text(outcome.cpuMechanism)),
            .memorySource = QString::fromUtf8(sandbox::kMechanismNames.text(outcome.memoryMechanism))};
}

/// The program alone, then what judges its output.
Result<Pass> runAlone(CaseBench &bench, const CaseJob &job, sandbox::RunSpec spec, const std::stop_token &stop)
{
    const UniqueFd input = TRY(openCaseData(job.input));
    spec.stdinFd = input.get();
    const sandbox::RunOutcome outcome = TRY(bench.container.run(spec, stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while running");
    if (!outcome.coldReason.empty())
        qCInfo(lcJudge, "%s started cold: %s", qPrintable(job.name), outcome.coldReason.c_str());
    bench.enforced = enforcedLimitsOf(outcome.enforced);
    Pass pass{.judged = {.run = caseRunOf(outcome, job, bench.limits.judged)}};
    if (!job.secret)
        keepOutput(outcome, pass.judged.run);
    if (!pass.judged.run.verdict)
        TRY(judgeOutput(bench, job, outcome.output, pass, stop));
    return pass;
}

/// The program beside the validator. Whichever ends first with something to say decides: problemtools judges the same.
Result<Pass> runInConversation(CaseBench &bench, const CaseJob &job, const sandbox::RunSpec &spec,
                               const std::stop_token &stop)
{
    const Talker submission = [&](int input, const sandbox::OutputListener &said, const std::stop_token &stopped) {
        sandbox::RunSpec talking = spec;
        talking.stdinFd = input;
        talking.onOutput = said;
        return bench.container.run(talking, stopped);
    };
    const Conversation talk = TRY(bench.validator->converse(job, submission, spec.limits.wall, stop));
    if (stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled while running");
    sandbox::RunOutcome outcome = TRY(talk.submission);
    const bool decided = talk.validatorEndedFirst && (!talk.validator || talk.validator->exitCode != kValidatorAccepts);
    if (decided && outcome.killedBy == sandbox::KilledBy::Cancel) { // by us: there was nothing left for it to do
        outcome.killedBy = sandbox::KilledBy::Nobody;
        outcome.signal = 0;
    }
    bench.enforced = enforcedLimitsOf(outcome.enforced);
    Pass pass{.judged = {.run = caseRunOf(outcome, job, bench.limits.judged)}};
    if (!job.secret) {
        outcome.output = transcriptText(talk.transcript).toStdString();
        keepOutput(outcome, pass.judged.run);
    }
    if (pass.judged.run.verdict && !decided)
        return pass;
    pass.apply(TRY(bench.validator->resultOf(talk)));
    return pass;
}

Result<Pass> runPass(CaseBench &bench, const CaseJob &job, const std::stop_token &stop)
{
    sandbox::RunSpec spec = programRun(bench.program, bench.limits);
    for (const auto &argument : job.arguments)
        spec.argv.push_back(argument.toStdString());
    TRY(putCaseFiles(bench.container, job.files));
    const bool talks = bench.interactive && bench.validator != nullptr && job.answer;
    return talks ? runInConversation(bench, job, spec, stop) : runAlone(bench, job, std::move(spec), stop);
}

/// Over the time limit, or stopped by the wall clock while it was at work: there was not enough machine for it.
bool isLate(const CaseRun &run, Microseconds limit)
{
    return run.verdict == Verdict::TimeLimitExceeded ||
           (run.verdict == Verdict::WallTimeLimitExceeded && run.cpu > limit / 2);
}

/// The second try counts. Time is only ever added by what else runs, so that the shorter one is nearer to the truth.
void addFirst(const CaseRun &first, CaseRun &run)
{
    run.firstCpu = first.cpu;
    if (run.verdict == Verdict::TimeLimitExceeded || run.verdict == Verdict::WallTimeLimitExceeded)
        run.reason +=
            QStringLiteral(" (the first time %1 s)").arg(static_cast<double>(first.cpu.count()) / 1e6, 0, 'f', 2);
}

/// Of a case in several passes, what the last one says with the most that one of them used: limits hold for each.
void addEarlier(const CaseRun &earlier, CaseRun &run)
{
    run.cpu = std::max(run.cpu, earlier.cpu);
    run.wall = std::max(run.wall, earlier.wall);
    run.memory = std::max(run.memory, earlier.memory);
    if (!run.secret)
        run.output = earlier.output + "---\n" + run.output; // as samples of such problems are written
}

} // namespace

Result<JudgedCase> caseStep(CaseBench &bench, const CaseJob &job, const std::stop_token &stop)
{
    if (bench.validator != nullptr)
        bench.validator->beginCase();
    Pass pass = TRY(runPass(bench, job, stop));
    if (isLate(pass.judged.run, bench.limits.judged.cpu) && bench.passes == 1 && !bench.interactive &&
        bench.secondTries > 0) {
        --bench.secondTries;
        if (bench.validator != nullptr)
            bench.validator->beginCase();
        Pass second = TRY(runPass(bench, job, stop));
        addFirst(pass.judged.run, second.judged.run);
        pass = std::move(second);
    }
    CaseJob again = job;
    for (int passes = 1; !pass.isLast; ++passes) {
        if (passes == bench.passes)
            return fail(Errc::InvalidPackage, "the output validator asks for more than " + std::to_string(passes) +
                                                  " passes on " + job.name.toStdString());
        again.input = std::move(pass.nextInput);
        Pass later = TRY(runPass(bench, again, stop));
        addEarlier(pass.judged.run, later.judged.run);
        pass = std::move(later);
    }
    return std::move(pass.judged);
}

} // namespace assay::core
