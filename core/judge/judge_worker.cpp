// SPDX-License-Identifier: GPL-3.0-or-later
// JudgeWorker: takes one judgement after the other from a lane and walks it from queue to verdict.
#include "core/judge/judge_worker.h"

#include "base/stoppable_sleep.h"
#include "core/json/text.h"
#include "core/judge/included_files.h"
#include "core/judge/score_rules.h"
#include "core/log_categories.h"

#include <algorithm>

namespace assay::core {

namespace {

/// How long an idle worker sleeps before it looks at the queue again by itself.
constexpr Milliseconds kIdleWait{1000};

/// A judgement that failed by our own fault is tried so many times in all, with a pause before each.
constexpr int kMostAttempts = 3;
constexpr Milliseconds kPauseBeforeRetry{1000};

/// Whether another try, here or elsewhere, may end better: nothing is wrong with what there is to judge.
bool mayPass(Errc code)
{
    switch (code) {
    case Errc::Io:
    case Errc::Timeout:
    case Errc::Sandbox:
    case Errc::Store:
    case Errc::Internal:
        return true;
    default:
        return false;
    }
}

CaseJob jobOf(const RunInput &input, const Problem *problem)
{
    CaseJob job{.name = input.name, .secret = false, .input = input.input};
    if (input.expected)
        job.answer = *input.expected;
    if (problem != nullptr) {
        job.compare = problem->compare;
        job.validatorFlags = problem->validatorFlags;
    }
    return job;
}

QList<CaseRun> plannedRuns(const Submission &submission)
{
    QList<CaseRun> runs;
    for (const auto &input : submission.inputs)
        runs.append({.ordinal = static_cast<int>(runs.size()), .name = input.name, .secret = false});
    return runs;
}

Limits limitsOf(const Submission &submission, const Problem *problem, const Language &language)
{
    Limits limits = problem != nullptr ? problem->limits : Limits{};
    limits.cpu = std::chrono::ceil<Milliseconds>(limits.cpu * language.timeFactor);
    if (submission.purpose == Purpose::Run) {
        limits.cpu = submission.cpuLimit.value_or(limits.cpu);
        limits.memory = submission.memoryLimit.value_or(limits.memory);
    }
    return limits;
}

} // namespace

/// One judging under way.
struct JudgeWorker::Job {
    ClaimedTask task;
    std::stop_token cancelled;
    Judgement &judgement = task.judgement;
};

JudgeWorker::JudgeWorker(const JudgeContext &context, Purpose lane, int number)
    : m_context(context)
    , m_lane(lane)
    , m_number(number)
    , m_name(textOf(kPurposeNames, lane) + u'-' + QString::number(number + 1))
    , m_subscription(context.events.subscribe([this](const Event &event) { onEvent(event); }))
{
}

void JudgeWorker::serve(const std::stop_token &stop)
{
    const std::stop_callback wake(stop, [this] { m_context.store.wakeAll(); });
    while (m_context.gates.pass(m_lane, m_number, stop)) {
        const bool found = judgeNext(stop);
        m_context.gates.leave();
        if (!found)
            m_context.store.waitForWork(m_lane, kIdleWait);
    }
}

bool JudgeWorker::judgeNext(const std::stop_token &stop)
{
    auto claimed = m_context.store.claimNext(m_lane, QStringLiteral("local"));
    if (!claimed)
        qCWarning(lcJudge, "%s: claiming: %s", qPrintable(m_name), claimed.error().describe().c_str());
    if (!claimed || !*claimed)
        return false;
    judge(std::move(**claimed), stop);
    return true;
}

void JudgeWorker::judge(ClaimedTask task, const std::stop_token &stop)
{
    std::stop_source cancel;
    const std::stop_callback onStop(stop, [&cancel] { cancel.request_stop(); });
    setCurrent(&task, cancel);
    Job job{.task = std::move(task), .cancelled = cancel.get_token()};
    auto judged = judgeJob(job, cancel.get_token());
    if (!judged && judged.error().code != Errc::Cancelled) {
        qCWarning(lcJudge, "%s: %s: %s", qPrintable(m_name), job.judgement.id.toText().c_str(),
                  judged.error().describe().c_str());
        m_jury.reset(); // whatever is wrong with it
        giveBackOrEnd(job, judged.error(), stop);
    }
    setCurrent(nullptr, std::stop_source(std::nostopstate));
}

/// The whole way of a submission, top to bottom. Errors: ours; Cancelled when it was taken away meanwhile.
Result<void> JudgeWorker::judgeJob(Job &job, const std::stop_token &stop)
{
    const Submission &submission = job.task.submission;
    std::shared_ptr<const Problem> problem;
    if (!submission.problem.isNull())
        problem = TRY(m_context.problems.find(job.judgement.problem.value_or(submission.problem)));
    const LanguageStatus *language = TRY(m_context.languages.require(submission.language));
    const Limits limits = scaledBy(limitsOf(submission, problem.get(), language->language), m_context.timeFactor);
    if (problem)
        job.task.submission.sources = TRY(withIncludedFiles(submission.sources, *problem, language->language));
    const sandbox::ContainerLease box = TRY(container(stop)); // back to the pool at the end, to be emptied there

    job.judgement.started = m_context.clock.now();
    job.judgement.sandboxTier = m_context.sandboxTier;
    job.judgement.cases = submission.purpose == Purpose::Run ? plannedRuns(submission) : plannedCases(*problem);
    TRY(enter(job, JudgementState::Compiling));

    const CompiledProgram program =
        TRY(compileStep(*box, m_context.tools, language->language, submission, limits, stop));
    job.judgement.toolchain = program.toolchain;
    if (!language->language.compile.isEmpty())
        job.judgement.compile = program.result;

    if (!program.verdict) {
        TRY(enter(job, JudgementState::Running));
        CaseBench bench{.container = *box, .program = program, .limits = caseLimitsOf(limits, language->language)};
        warmUp(*box, program, bench.limits, job.judgement.cases.size());
        Jury &jury = this->jury();
        jury.setProblem(problem);
        if (problem) {
            bench.interactive = problem->types.interactive;
            bench.passes = problem->types.multiPass ? problem->limits.validationPasses : 1;
        }
        if (submission.purpose == Purpose::Run) {
            TRY(runInputs(job, bench, problem.get(), stop));
        } else {
            GradedBench graded{.bench = bench,
                               .problem = *problem,
                               .submission = submission,
                               .entryPoint = program.entryPoint,
                               .jury = jury};
            TRY(judgeTests(job, graded, stop));
        }
        job.judgement.limits = bench.enforced; // the same for all cases
    } else {
        job.judgement.verdict = program.verdict;
        job.judgement.reason = program.reason;
    }
    return finish(job);
}

/// A run: every input for itself.
Result<void> JudgeWorker::runInputs(Job &job, CaseBench &bench, const Problem *problem, const std::stop_token &stop)
{
    const Submission &submission = job.task.submission;
    bench.validator = TRY(jury().outputValidator(stop));
    for (int i = 0; i < submission.inputs.size(); ++i) {
        CaseRun run = TRY(caseStep(bench, jobOf(submission.inputs[i], problem), stop)).run;
        run.ordinal = i;
        TRY(record(job, run));
        if (submission.policy == CasePolicy::FailFast && !isPass(*run.verdict))
            break;
    }
    const JudgedTotal total = totalOf(job.judgement.cases, std::nullopt);
    job.judgement.verdict = total.verdict;
    job.judgement.score = total.score;
    job.judgement.reason = total.reason;
    return {};
}

/// A submission: the problem's test data, group by group.
Result<void> JudgeWorker::judgeTests(Job &job, GradedBench &graded, const std::stop_token &stop)
{
    const GroupWalk walk =
        TRY(judgeGraded(graded, [this, &job](const CaseRun &run) { return record(job, run); }, stop));
    job.judgement.groups = walk.groups;
    job.judgement.verdict = walk.outcome.verdict;
    job.judgement.score = walk.outcome.score;
    job.judgement.maxScore = walk.maxScore;
    job.judgement.reason = totalOf(job.judgement.cases, std::nullopt).reason;
    return {};
}

/// Skipped cases are stored with the end of the judgement.
Result<void> JudgeWorker::record(Job &job, const CaseRun &run)
{
    job.judgement.cases[run.ordinal] = run;
    if (run.state != CaseState::Done)
        return {};
    return m_context.store.recordCase(job.judgement.id, run, job.task.epoch);
}

Result<void> JudgeWorker::enter(Job &job, JudgementState state)
{
    job.judgement.state = state;
    return m_context.store.updateJudgement(job.judgement, job.task.epoch);
}

Result<void> JudgeWorker::finish(Job &job)
{
    TRY(enter(job, JudgementState::Finalizing));
    for (auto &run : job.judgement.cases) {
        if (run.state == CaseState::Pending)
            run.state = CaseState::Skipped;
    }
    job.judgement.state = JudgementState::Done;
    job.judgement.ended = m_context.clock.now();
    return m_context.store.finishJudgement(job.judgement, job.task.epoch);
}

/// Our own failure is not the candidate's: it is tried again, as often as makes sense. A store that does not take even that is
/// waited for: nobody else gets it before.
void JudgeWorker::giveBackOrEnd(Job &job, const Error &error, const std::stop_token &stop)
{
    const QString cause = QString::fromStdString(error.describe());
    const bool again = mayPass(error.code) && job.judgement.attempt < kMostAttempts;
    while (!stop.stop_requested()) {
        const Result<void> done =
            again ? m_context.store
                        .giveBack(job.judgement, job.task.epoch, cause, kPauseBeforeRetry * job.judgement.attempt)
                        .transform([](const Judgement &) {})
                  : endAsJudgingError(job, error);
        if (done || done.error().code == Errc::Cancelled || done.error().code == Errc::NotFound)
            return;
        qCCritical(lcJudge, "%s: %s", qPrintable(m_name), done.error().describe().c_str());
        sleepUnlessStopped(stop, kPauseBeforeRetry);
    }
}

Result<void> JudgeWorker::endAsJudgingError(Job &job, const Error &error)
{
    job.judgement.verdict = Verdict::JudgingError;
    job.judgement.reason = QString::fromStdString(error.describe());
    if (!job.judgement.started)
        job.judgement.started = m_context.clock.now();
    return finish(job);
}

Result<sandbox::ContainerLease> JudgeWorker::container(const std::stop_token &stop)
{
    if (m_context.pool == nullptr)
        return fail(Errc::TierTooLow, m_context.sandboxProblem.toStdString());
    return m_context.pool->acquire(stop);
}

Jury &JudgeWorker::jury()
{
    if (!m_jury)
        m_jury.emplace(JuryTools{.pool = *m_context.pool,
                                 .compile = m_context.tools,
                                 .languages = m_context.languages,
                                 .timeFactor = m_context.timeFactor});
    return *m_jury;
}

void JudgeWorker::setCurrent(const ClaimedTask *task, std::stop_source cancel)
{
    const std::scoped_lock lock(m_mutex);
    m_judgement = task != nullptr ? std::optional(task->judgement.id) : std::nullopt;
    m_submission = task != nullptr ? std::optional(task->submission.id) : std::nullopt;
    m_cancel = std::move(cancel);
}

std::optional<SubmissionId> JudgeWorker::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_submission;
}

void JudgeWorker::onEvent(const Event &event)
{
    if (event.type != EventType::JudgementCancelled)
        return;
    const auto *judgement = std::get_if<Judgement>(&event.data);
    const std::scoped_lock lock(m_mutex);
    if (judgement != nullptr && m_judgement == judgement->id)
        m_cancel.request_stop();
}

} // namespace assay::core
