// SPDX-License-Identifier: GPL-3.0-or-later
// Engine: wires store, queue, judge workers and sandbox together. One per process.
#include "core/engine.h"

#include "core/disk_guard.h"
#include "core/judge/compile_host.h"
#include "core/judge/data_check.h"
#include "core/judge/judge_worker.h"
#include "core/log_categories.h"
#include "core/sandbox_host.h"
#include "core/sessions/scheduler.h"
#include "core/store/backup.h"

#include <algorithm>
#include <thread>

namespace assay::core {

namespace {

/// For the submission, and for the programs of the problem's authors that the worker keeps: validators, grader, static
/// validator. Made on demand; a worker that needed more would wait for itself.
constexpr int kContainersPerWorker = 6;

constexpr std::chrono::minutes kForgetEvery{10};

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

/// Declared in the order of dependence: what comes later goes first.
class Engine::Private
{
public:
    explicit Private(LanguageTable table)
        : languages(std::move(table))
    {
    }

    Result<void> openStore(const EngineOptions &options);
    void openCaches(const EngineOptions &options);
    Result<void> openQueue(const EngineOptions &options);
    [[nodiscard]] Result<void> canJudge() const;
    [[nodiscard]] Result<void> canTakeIn() const;
    void startWorkers(const EngineOptions &options);
    Result<void> startSessions();
    void tendLeases();
    [[nodiscard]] Result<void> takeFromLostEngines();
    void forgetOldEvents();
    Result<void> writeBackup(const std::filesystem::path &target, OperationRun &run) const;

    SystemClock clock;
    EventBus events;
    LanguageTable languages;
    SandboxHost host;
    std::unique_ptr<CompileHost> compiling;
    std::unique_ptr<Store> store;
    std::unique_ptr<ProblemLibrary> problems;
    std::unique_ptr<SubmissionService> submissions;
    std::unique_ptr<RejudgingService> rejudgings;
    LaneGates gates;
    std::unique_ptr<QueueService> queue;
    std::optional<JudgeContext> context;
    std::vector<std::unique_ptr<JudgeWorker>> workers;
    std::vector<std::jthread> threads;
    std::filesystem::path dataFolder;
    std::optional<DiskGuard> disk;
    Milliseconds leaseTime{0};
    Microseconds leasesTended{}; ///< When, last, by the monotonic clock: by the scheduler's thread alone.
    Milliseconds eventsKept{0};
    Timestamp eventsForgotten{}; ///< When, last: by the scheduler's thread alone.
    std::unique_ptr<SessionService> sessions;
    std::optional<DocumentService> documents;
    std::unique_ptr<OperationService> operations; ///< Uses what is above.
    std::optional<AccountService> accounts;
    std::optional<AuditedReads> reads;
    std::optional<Scheduler> scheduler;
};

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
    rejudgings = std::make_unique<RejudgingService>(*store, *problems);
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

Result<void> Engine::Private::startSessions()
{
    operations = std::make_unique<OperationService>(*store, clock);
    const QList<Operation> interrupted = TRY(operations->recover(LostWhen::AtStart));
    sessions = std::make_unique<SessionService>(
        *store, *problems, languages, clock, *operations,
        SessionHooks{.forget = [this] { compiling->forgetPrograms(); }, .canJudge = [this] { return canTakeIn(); }});
    sessions->resume(interrupted);
    documents.emplace(*store, languages, [this] { return disk->mayTakeMore(); });
    accounts.emplace(*store, clock);
    reads.emplace(*store, *problems, clock);
    scheduler.emplace([this] {
        sessions->tick();
        operations->tick();
        accounts->tick();
        tendLeases();
        forgetOldEvents();
    });
    return {};
}

/// Where engines share a database. Often enough that one that failed does not cost a lease.
void Engine::Private::tendLeases()
{
    const Microseconds now = clock.monotonic();
    if (!store->isShared() || now - leasesTended < leaseTime / 4)
        return;
    leasesTended = now;
    Result<void> done = store->renewLeases();
    if (done)
        done = takeFromLostEngines();
    if (!done)
        qCWarning(lcEngine, "leases: %s", done.error().describe().c_str());
}

Result<void> Engine::Private::takeFromLostEngines()
{
    const int judgements = TRY(store->requeueLost(LostWhen::LeaseRanOut));
    if (judgements > 0)
        qCWarning(lcEngine, "%d judgement(s) of an engine that is not heard of are back in the queue", judgements);
    sessions->resume(TRY(operations->recover(LostWhen::LeaseRanOut)));
    return {};
}

void Engine::Private::forgetOldEvents()
{
    const Timestamp now = clock.now();
    if (now - eventsForgotten < kForgetEvery && now >= eventsForgotten)
        return;
    eventsForgotten = now;
    if (const auto forgotten = store->forgetEvents(now - eventsKept); !forgotten)
        qCWarning(lcEngine, "events: %s", forgotten.error().describe().c_str());
    else if (*forgotten > 0)
        qCInfo(lcEngine, "%d event(s) are too old to be kept", *forgotten);
}

Result<void> Engine::Private::writeBackup(const std::filesystem::path &target, OperationRun &run) const
{
    const BackupReport report = TRY(core::writeBackup(
        dataFolder, target,
        {.step = [&run](const QString &doing) { run.step(doing); }, .mayGoOn = [&run] { return run.mayGoOn(); }}));
    run.log(QStringLiteral("%1: %2 file(s), %3 MiB")
                .arg(QString::fromStdString(target.native()))
                .arg(report.files)
                .arg(report.bytes / 1024 / 1024));
    for (const QString &package : report.outside)
        run.log(QStringLiteral("not in it, for it lies elsewhere: %1").arg(package), LogLevel::Warning);
    return {};
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
    TRY(d->startSessions());
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

AccountService &Engine::accounts()
{
    return *d->accounts;
}

const AuditedReads &Engine::reads() const
{
    return *d->reads;
}

Result<OperationId> Engine::backUp(const std::filesystem::path &target)
{
    if (d->store->isShared())
        return fail(Errc::Unsupported,
                    "a PostgreSQL database is backed up with its own tools, pg_dump for example: all is in "
                    "it but the problem packages");
    return d->operations->start({.type = OperationType::Backup,
                                 .session = std::nullopt,
                                 .steps = kBackupSteps,
                                 .work = [this, target](OperationRun &run) { return d->writeBackup(target, run); }});
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
