// SPDX-License-Identifier: GPL-3.0-or-later
// Engine: wires store, queue, judge workers and sandbox together. One per process.
#include "core/engine.h"

#include "core/engine_private.h"
#include "core/judge/data_check.h"
#include "core/log_categories.h"

#include <algorithm>

namespace assay::core {

namespace {

/// For the submission, and for the programs of the problem's authors that the worker keeps: validators, grader, static
/// validator. Made on demand; a worker that needed more would wait for itself.
constexpr int kContainersPerWorker = 6;

/// One core is left for everything else; runs keep a worker of their own, so that nobody waits behind a submission.
int submitWorkersFor(unsigned cores)
{
    return std::clamp(static_cast<int>(cores) - 1, 1, 3);
}

int runWorkersFor(unsigned cores)
{
    return std::clamp(static_cast<int>(cores) / 2, 1, 5);
}

} // namespace

Result<void> Engine::Private::openStore(const EngineOptions &options)
{
    store = TRY(Store::open({.folder = options.dataFolder,
                             .database = options.database,
                             .leaseTime = options.leaseTime,
                             .queueRules = options.queueRules},
                            events, clock));
    const int interrupted = TRY(store->requeueLost(LostWhen::AtStart));
    if (interrupted > 0)
        qCInfo(lcEngine, "%d interrupted judgement(s) are back in the queue", interrupted);
    TRY(store->removeDoomedBlobs());
    problems = std::make_unique<ProblemLibrary>(*store, options.dataFolder / "packages");
    submissions =
        std::make_unique<SubmissionService>(*store, *problems, languages, clock, [this] { return canTakeIn(); });
    return {};
}

void Engine::Private::openCaches(const EngineOptions &options)
{
    compiling = std::make_unique<CompileHost>(options.compiling);
    compiling->start(languages, {.sandbox = host.sandbox.get(),
                                 .policies = host.policies ? &*host.policies : nullptr,
                                 .requiredTier = options.leastTier.tier});
}

Result<void> Engine::Private::openQueue(const EngineOptions &options)
{
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    QueueRules own;
    own.submit.atOnce = options.submitWorkers > 0 ? options.submitWorkers : submitWorkersFor(cores);
    own.run.atOnce = options.runWorkers > 0 ? options.runWorkers : runWorkersFor(cores);
    queue = std::make_unique<QueueService>(*store, events, gates, clock, own);
    return queue->start();
}

/// Errors: TierTooLow when no program can be run here: said to whoever submits, rather than let them wait. What broke
/// since the start is being mended, and worth waiting for.
Result<void> Engine::Private::canJudge() const
{
    if (host.status.usable)
        return {};
    return fail(Errc::TierTooLow, "nobody can judge this here: " + host.status.reason.toStdString());
}

/// What is asked before something is taken in.
Result<void> Engine::Private::canTakeIn() const
{
    TRY(disk->mayTakeMore());
    return canJudge();
}

void Engine::Private::startWorkers(const EngineOptions &options)
{
    host.openPool(kContainersPerWorker * kMostAtOnce * 2 + 1);
    context.emplace(JudgeContext{.store = *store,
                                 .events = events,
                                 .problems = *problems,
                                 .languages = languages,
                                 .clock = clock,
                                 .gates = gates,
                                 .pool = host.pool.get(),
                                 .tools = compiling->tools(),
                                 .sandboxTier = host.status.tier,
                                 .sandboxProblem = host.status.reason,
                                 .timeFactor = options.timeFactor});
    for (const Purpose lane : {Purpose::Submit, Purpose::Run}) {
        for (int number = 0; number < kMostAtOnce; ++number)
            workers.push_back(std::make_unique<JudgeWorker>(*context, lane, number));
    }
    for (auto &worker : workers)
        threads.emplace_back([&worker = *worker](const std::stop_token &stop) { worker.serve(stop); });
}

LeastTier LeastTier::forOwnPrograms()
{
    return {.tier = sandbox::Tier::Partial, .reason = QStringLiteral("the programs are those of this computer's user")};
}

LeastTier LeastTier::named(const QString &name, const QString &reason)
{
    return {.tier = sandbox::kTierNames.value(name.toStdString()).value_or(sandbox::Tier::Full), .reason = reason};
}

Result<std::unique_ptr<Engine>> Engine::open(const EngineOptions &given)
{
    EngineOptions options = given;
    if (options.compiling.folder.empty())
        options.compiling.folder = options.dataFolder / "cache";
    auto languages = TRY(LanguageTable::load(options.resourceFolder / "languages"));
    auto d = std::make_unique<Private>(std::move(languages));
    d->dataFolder = options.dataFolder;
    d->disk.emplace(options.dataFolder, options.leastFree);
    d->leaseTime = options.leaseTime;
    d->eventsKept = options.eventsKept;
    d->host = SandboxHost::start(options); // first, while the process is small
    TRY(d->openStore(options));
    d->openCaches(options);
    TRY(d->openQueue(options));
    d->startWorkers(options);
    d->openOperations(options);
    TRY(d->startSessions(options));
    return std::unique_ptr<Engine>(new Engine(std::move(d)));
}

Engine::Engine(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Engine::~Engine()
{
    d->scheduler.reset(); // nothing new begins
    d->operations->shutDown();
    for (auto &thread : d->threads)
        thread.request_stop();
}

const LanguageTable &Engine::languages() const
{
    return d->languages;
}

ProblemLibrary &Engine::problems()
{
    return *d->problems;
}

SubmissionService &Engine::submissions()
{
    return *d->submissions;
}

RejudgingService &Engine::rejudgings()
{
    return *d->rejudgings;
}

QueueService &Engine::queue()
{
    return *d->queue;
}

bool Engine::drain(Milliseconds most)
{
    return d->gates.close(most);
}

DocumentService &Engine::documents()
{
    return *d->documents;
}

SessionService &Engine::sessions()
{
    return *d->sessions;
}

OperationService &Engine::operations()
{
    return *d->operations;
}

ProblemOperations &Engine::problemOperations()
{
    return *d->problemOperations;
}

AccountService &Engine::accounts()
{
    return *d->accounts;
}

const AuditedReads &Engine::reads() const
{
    return *d->reads;
}

Store &Engine::store()
{
    return *d->store;
}

EventBus &Engine::events()
{
    return d->events;
}

EngineStatus Engine::status() const
{
    EngineStatus status{.queue = d->store->queueDepth().value_or(QueueDepth{}),
                        .rules = d->store->queueRules().value_or(QueueRules{}),
                        .workers = workers(),
                        .sandbox = d->host.currentStatus(),
                        .disk = {},
                        .problems = d->compiling->problems()};
    if (const auto room = d->disk->mayTakeMore(); !room) {
        status.disk = QString::fromStdString(room.error().describe());
        status.problems.append(status.disk);
    }
    return status;
}

QList<WorkerStatus> Engine::workers() const
{
    QList<WorkerStatus> workers;
    for (const auto &worker : d->workers) {
        if (worker->number() >= d->gates.atOnce(worker->lane()) && !worker->current())
            continue; // waits for other rules
        workers.append({.name = worker->name(), .lane = worker->lane(), .submission = worker->current()});
    }
    return workers;
}

Result<DataCheckReport> Engine::checkTestData(const Problem &problem, const DataCheckListener &listener,
                                              const std::stop_token &stop)
{
    const JudgeContext &context = *d->context;
    if (context.pool == nullptr)
        return fail(Errc::Sandbox, context.sandboxProblem.toStdString());
    return checkData({.pool = *context.pool,
                      .compile = context.tools,
                      .languages = context.languages,
                      .timeFactor = context.timeFactor},
                     problem, listener, stop);
}

} // namespace assay::core
