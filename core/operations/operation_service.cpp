// SPDX-License-Identifier: GPL-3.0-or-later
// OperationService: runs long actions, each under its record in the store.
#include "core/operations/operation_service.h"

#include "core/log_categories.h"

namespace assay::core {

namespace {

/// Of those that anybody may ask for again and again.
constexpr std::size_t kMostUnderWay = 64;
constexpr std::chrono::milliseconds kFlushAfter{1000};
constexpr std::chrono::hours kKept{24};
constexpr std::chrono::minutes kForgetEvery{10};

/// Sessions have their times, and there are as many of these as sessions.
bool isOfSession(OperationType type)
{
    return type == OperationType::PrepareSession || type == OperationType::PurgeSession;
}

/// Doing it again from the start does no harm.
bool isIdempotent(OperationType type)
{
    switch (type) {
    case OperationType::PrepareSession:
    case OperationType::PurgeSession:
    case OperationType::VerifyProblem:
    case OperationType::Rejudge:
        return true;
    case OperationType::Backup:
    case OperationType::ImportProblem: // what was sent is gone
        return false;
    }
    return false;
}

void warn(const Operation &operation, const Error &error)
{
    qCWarning(lcEngine, "operation %s: %s", operation.id.toText().c_str(), error.describe().c_str());
}

} // namespace

OperationRun::OperationRun(Store &store, const Clock &clock, Operation operation)
    : m_store(store)
    , m_clock(clock)
    , m_operation(std::move(operation))
{
}

Result<void> OperationRun::mayGoOn() const
{
    if (m_stop.stop_requested())
        return fail(Errc::Cancelled, "the operation was cancelled");
    return {};
}

void OperationRun::step(const QString &doing)
{
    if (!m_operation.doing.isEmpty())
        ++m_operation.step;
    m_operation.doing = doing;
    log(doing);
    flush();
    store();
}

void OperationRun::advance(int done, int steps, const QString &doing)
{
    m_operation.step = done;
    m_operation.steps = steps;
    m_operation.doing = doing;
    store();
}

void OperationRun::setResult(const QString &result)
{
    m_operation.result = result; // stored with its end
}

void OperationRun::log(const QString &text, LogLevel level)
{
    const std::scoped_lock lock(m_mutex);
    m_lines.append({.time = m_clock.now(), .level = level, .text = text});
    if (m_clock.now() - m_lines.first().time >= kFlushAfter)
        flushLines(lock);
}

void OperationRun::flush()
{
    const std::scoped_lock lock(m_mutex);
    flushLines(lock);
}

void OperationRun::flushLines(const std::scoped_lock<std::mutex> & /*held*/)
{
    if (m_lines.isEmpty())
        return;
    const auto written = m_store.appendToOperation(m_operation.id, std::exchange(m_lines, {}));
    if (!written)
        warn(m_operation, written.error());
}

void OperationRun::store()
{
    const auto stored = m_store.updateOperation(m_operation);
    if (!stored)
        warn(m_operation, stored.error());
}

OperationService::OperationService(Store &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
{
}

OperationService::~OperationService()
{
    shutDown();
}

void OperationService::shutDown()
{
    std::vector<Runner> runners;
    {
        const std::scoped_lock lock(m_mutex);
        m_shutDown = true;
        for (const auto &[key, run] : m_runs)
            run->m_stop.request_stop();
        runners.swap(m_runners);
    }
    runners.clear(); // joined
}

Result<QList<Operation>> OperationService::recover(LostWhen when)
{
    QList<Operation> again;
    for (const Operation &operation : TRY(m_store.adoptLostOperations(when))) {
        if (isIdempotent(operation.type)) {
            TRY(m_store.appendToOperation(operation.id, {{.time = m_clock.now(),
                                                          .level = LogLevel::Warning,
                                                          .text = QStringLiteral("interrupted; begun again")}}));
            again.append(operation);
        } else {
            TRY(giveUp(operation.id, QStringLiteral("interrupted")));
        }
    }
    return again;
}

Result<void> OperationService::giveUp(OperationId id, const QString &why)
{
    Operation operation = TRY(m_store.operation(id));
    operation.state = OperationState::Failed;
    operation.failure = why;
    operation.ended = m_clock.now();
    return m_store.updateOperation(operation);
}

Result<std::shared_ptr<OperationRun>> OperationService::open(const OperationTask &task)
{
    const std::scoped_lock lock(m_mutex);
    if (m_shutDown)
        return fail(Errc::Cancelled, "the engine is stopping");
    if (!isOfSession(task.type) && m_runs.size() >= kMostUnderWay)
        return fail(Errc::QueueFull, "very many operations are under way: wait for some of them");
    auto &place = m_runs[{task.type, task.session, task.subject}];
    if (place != nullptr)
        return nullptr;
    auto operation = m_store.openOperation({.id = OperationId::make(),
                                            .type = task.type,
                                            .session = task.session,
                                            .subject = task.subject,
                                            .result = {},
                                            .state = OperationState::Pending,
                                            .step = 0,
                                            .steps = task.steps,
                                            .doing = {},
                                            .failure = {},
                                            .created = m_clock.now()});
    if (!operation) {
        m_runs.erase({task.type, task.session, task.subject});
        return std::unexpected(operation.error());
    }
    operation->step = 0; // it may have been interrupted
    operation->doing.clear();
    place = std::make_shared<OperationRun>(m_store, m_clock, *std::move(operation));
    return place;
}

Result<OperationId> OperationService::start(OperationTask task)
{
    const Key key{task.type, task.session, task.subject};
    const auto opened = TRY(open(task));
    const std::scoped_lock lock(m_mutex);
    if (opened != nullptr && m_shutDown) {
        m_runs.erase(key); // it goes on at the next start
        return fail(Errc::Cancelled, "the engine is stopping");
    }
    if (opened == nullptr && !task.joins)
        return fail(Errc::InvalidArgument, "it is under way already");
    if (opened == nullptr) {
        const auto known = m_runs.find(key);
        if (known == m_runs.end())
            return fail(Errc::Cancelled, "it has just ended");
        return known->second->m_operation.id;
    }
    const OperationId id = opened->m_operation.id;
    beginRun(std::move(task), opened);
    return id;
}

void OperationService::beginRun(OperationTask task, const std::shared_ptr<OperationRun> &run)
{
    std::erase_if(m_runners, [](const Runner &runner) { return runner.done->load(); });
    auto done = std::make_shared<std::atomic<bool>>(false);
    m_runners.push_back({.thread = std::jthread([this, task = std::move(task), run, done] {
                             if (const auto ended = this->run(task, *run); !ended)
                                 warn(run->operation(), ended.error());
                             *done = true;
                         }),
                         .done = done});
}

Result<void> OperationService::perform(const OperationTask &task)
{
    const auto opened = TRY(open(task));
    if (opened == nullptr)
        return fail(Errc::InvalidArgument, "it is under way already");
    return run(task, *opened);
}

Result<void> OperationService::run(const OperationTask &task, OperationRun &run)
{
    run.m_operation.state = OperationState::Running;
    run.m_operation.started = m_clock.now();
    run.store();
    Result<void> done = run.mayGoOn();
    if (done)
        done = task.work(run);
    if (!done && done.error().code == Errc::Cancelled && run.m_cancelled && task.undo) {
        if (const Result<void> undone = task.undo(); !undone)
            done = undone;
    }
    end(run, done);
    return done;
}

void OperationService::end(OperationRun &run, const Result<void> &done)
{
    Operation &operation = run.m_operation;
    if (!done)
        run.log(QString::fromStdString(done.error().describe()), LogLevel::Error);
    run.flush();
    const std::scoped_lock lock(m_mutex);
    const bool cancelled = !done && done.error().code == Errc::Cancelled;
    if (!cancelled || !m_shutDown) { // else it goes on at the next start
        operation.state = done        ? OperationState::Completed
                          : cancelled ? OperationState::Cancelled
                                      : OperationState::Failed;
        operation.step = done ? operation.steps : operation.step;
        operation.failure = done ? QString() : QString::fromStdString(done.error().describe());
        operation.ended = m_clock.now();
        run.store();
    }
    m_runs.erase({operation.type, operation.session, operation.subject});
}

Result<bool> OperationService::cancel(OperationId id)
{
    const Operation operation = TRY(m_store.operation(id));
    const std::scoped_lock lock(m_mutex);
    const auto found = m_runs.find({operation.type, operation.session, operation.subject});
    if (found == m_runs.end() || found->second->m_operation.id != id)
        return false;
    found->second->m_cancelled = true;
    return found->second->m_stop.request_stop();
}

bool OperationService::isUnderWay(OperationType type, const std::optional<SessionId> &session,
                                  const QString &subject) const
{
    const std::scoped_lock lock(m_mutex);
    return m_runs.contains({type, session, subject});
}

void OperationService::tick()
{
    std::vector<std::shared_ptr<OperationRun>> runs;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[key, run] : m_runs)
            runs.push_back(run);
    }
    for (const auto &run : runs)
        run->flush();
    const Timestamp now = m_clock.now();
    if (now - m_forgotten < kForgetEvery && now >= m_forgotten)
        return;
    m_forgotten = now;
    const auto forgotten = m_store.forgetOperations(now - kKept);
    if (!forgotten)
        qCWarning(lcEngine, "operations: %s", forgotten.error().describe().c_str());
}

} // namespace assay::core
