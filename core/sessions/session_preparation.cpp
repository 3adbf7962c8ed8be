// SPDX-License-Identifier: GPL-3.0-or-later
// The part of SessionService that makes sessions ready: what they need, their compilers, their problems.
#include "base/stoppable_sleep.h"
#include "core/problems/problem_library.h"
#include "core/sessions/session_rules.h"
#include "core/sessions/session_service.h"

#include <algorithm>

namespace assay::core {

namespace {

/// A session whose start is set is prepared so long before: what is under way then takes a moment to stop.
constexpr Milliseconds kReadyBefore{2'000};
constexpr Milliseconds kLookEvery{100};

LogLevel levelOf(PreflightState state)
{
    switch (state) {
    case PreflightState::Good:
        return LogLevel::Information;
    case PreflightState::Doubtful:
        return LogLevel::Warning;
    case PreflightState::Bad:
        break;
    }
    return LogLevel::Error;
}

} // namespace

Result<void> SessionService::prepare(SessionId id, OperationRun &run)
{
    run.step(QStringLiteral("looking at what the session needs"));
    const Session session = TRY(m_store.session(id));
    if (session.state != SessionState::Preparing)
        return {};
    Result<void> checked = requireClean(preflightOf(session));
    if (checked)
        warmUp(session, run);
    if (run.isInterrupted())
        return run.mayGoOn(); // the next engine makes it ready
    run.step(QStringLiteral("saying how it came out"));
    const QList<PreflightLine> lines = preflightOf(session);
    checked = requireClean(lines);
    for (const PreflightLine &line : lines)
        run.log(describe(line), levelOf(line.state));
    const Timestamp now = m_clock.now();
    TRY(m_store.changeSession(id, [&](const Session &before) -> Result<Session> {
        Session after =
            TRY(withAction(before, checked ? SessionAction::PreparationDone : SessionAction::PreparationFailed, now));
        after.failure = checked ? QString() : QString::fromStdString(checked.error().describe());
        return after;
    }));
    return checked;
}

/// As far as there is time before its start: a session is not late for it. Whoever starts it by hand waits no longer than the
/// clock would have begun before.
void SessionService::warmUp(const Session &session, OperationRun &run)
{
    const Timestamp latest = session.startsAt ? *session.startsAt - kReadyBefore : m_clock.now() + kPreparationLead;
    std::stop_source enough;
    const std::jthread watch([&](const std::stop_token &done) {
        while (!done.stop_requested() && !run.stop().stop_requested() && m_clock.now() < latest)
            sleepUnlessStopped(done, kLookEvery);
        enough.request_stop();
    });
    run.step(QStringLiteral("making the compilers ready"));
    if (m_hooks.warmUp)
        m_hooks.warmUp(session.rules.languages, run, enough.get_token());
    run.step(QStringLiteral("verifying its problems"));
    if (m_hooks.verify)
        verifyProblems(session, run, enough.get_token());
}

void SessionService::verifyProblems(const Session &session, OperationRun &run, const std::stop_token &stop)
{
    const QList<ProblemRecord> records = m_problems.list().value_or(QList<ProblemRecord>{});
    for (const ProblemId id : session.rules.problems) {
        const auto record = std::ranges::find(records, id, &ProblemRecord::id);
        if (record == records.end() || record->verification)
            continue;
        Result<void> verified = fail(Errc::Cancelled, "there is no time left for it");
        if (!stop.stop_requested())
            verified = m_hooks.verify(id, run, stop);
        if (!verified)
            run.log(QStringLiteral("%1 is not verified: %2")
                        .arg(record->title, QString::fromStdString(verified.error().describe())),
                    LogLevel::Warning);
    }
}

} // namespace assay::core
