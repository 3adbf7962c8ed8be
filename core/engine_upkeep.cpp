// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Engine that goes on by itself: sessions, operations, leases, and what is forgotten.
#include "core/engine_private.h"
#include "core/log_categories.h"
#include "core/store/backup.h"

namespace assay::core {

namespace {

constexpr std::chrono::minutes kForgetEvery{10};

} // namespace

void Engine::Private::openOperations(const EngineOptions &options)
{
    operations = std::make_unique<OperationService>(*store, clock);
    rejudgings = std::make_unique<RejudgingService>(*store, *problems, *operations);
    ProblemOperations::Verify verify;
    if (options.verifier)
        verify = [options](const std::filesystem::path &package, const VerifierListener &listener,
                           const std::stop_token &stop) { return options.verifier(options, package, listener, stop); };
    problemOperations = std::make_unique<ProblemOperations>(*store, *problems, *operations, clock,
                                                            options.dataFolder / "uploads", std::move(verify));
}

Result<void> Engine::Private::startSessions(const EngineOptions &options)
{
    const QList<Operation> interrupted = TRY(operations->recover(LostWhen::AtStart));
    SessionHooks hooks{.forget = [this] { compiling->forgetPrograms(); },
                       .canJudge = [this] { return canTakeIn(); },
                       .warmUp = [this](const QStringList &ids, OperationRun &run,
                                        const std::stop_token &stop) { warmUp(ids, run, stop); },
                       .verify = {}};
    if (options.verifiesForSessions && problemOperations->canVerify())
        hooks.verify = [this](ProblemId id, OperationRun &run, const std::stop_token &stop) {
            return problemOperations->verifyIn(run, id, stop);
        };
    sessions = std::make_unique<SessionService>(*store, *problems, languages, clock, *operations, std::move(hooks));
    resumeOperations(interrupted);
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

void Engine::Private::resumeOperations(const QList<Operation> &interrupted)
{
    for (const Operation &operation : interrupted) {
        Result<void> resumed;
        if (operation.type == OperationType::VerifyProblem)
            resumed = problemOperations->resume(operation);
        else if (operation.type == OperationType::Rejudge)
            resumed = rejudgings->resume(operation);
        else
            resumed = sessions->resume(operation);
        if (!resumed)
            (void)operations->giveUp(operation.id, QString::fromStdString(resumed.error().describe()));
    }
}

void Engine::Private::warmUp(const QStringList &languageIds, OperationRun &run, const std::stop_token &stop)
{
    for (const LanguageStatus &status : languages.all()) {
        const bool wanted = languageIds.isEmpty() || languageIds.contains(status.language.id);
        if (!wanted || !status.available || stop.stop_requested())
            continue;
        const auto toolchain = compiling->warmUp(status.language, stop);
        run.log(status.language.name + QStringLiteral(": ") +
                    (toolchain ? toolchainText(*toolchain) : QString::fromStdString(toolchain.error().describe())),
                toolchain ? LogLevel::Information : LogLevel::Warning);
    }
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
    resumeOperations(TRY(operations->recover(LostWhen::LeaseRanOut)));
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

Result<OperationId> Engine::backUp(const std::filesystem::path &target)
{
    if (d->store->isShared())
        return fail(Errc::Unsupported,
                    "a PostgreSQL database is backed up with its own tools, pg_dump for example: all is in "
                    "it but the problem packages");
    return d->operations->start({.type = OperationType::Backup,
                                 .session = std::nullopt,
                                 .subject = {},
                                 .steps = kBackupSteps,
                                 .work = [this, target](OperationRun &run) { return d->writeBackup(target, run); }});
}

} // namespace assay::core
