// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the attack corpus against this computer's sandbox: `assayd doctor --attacks` and "Check this computer".
#include "core/doctor/attack_run.h"

#include "core/delegated_scope.h"
#include "core/doctor/attack_bench.h"
#include "core/doctor/attack_corpus.h"
#include "core/doctor/host_traces.h"
#include "sandbox/host_probe.h"

#include <thread>

namespace assay::core {

namespace {

using std::chrono::steady_clock;

constexpr Milliseconds kGarbagePatience{5000};
constexpr Milliseconds kGarbageStep{50};

Milliseconds since(steady_clock::time_point start)
{
    return std::chrono::duration_cast<Milliseconds>(steady_clock::now() - start);
}

int caseCount(const QList<Attack> &attacks)
{
    int count = 0;
    for (const auto &attack : attacks)
        count += static_cast<int>(attack.cases.size());
    return count;
}

Result<AttackRow> rowOf(AttackBench &bench, const Attack &attack, const AttackCase &attackCase)
{
    const auto start = steady_clock::now();
    AttackRow row{.id = attackCase.id,
                  .language = attack.language,
                  .kind = attack.kind,
                  .tries = attackCase.tries,
                  .judgement = {}};
    if (const QString missing = bench.missingFor(attack); !missing.isEmpty())
        row.judgement = {.state = AttackState::Skipped, .end = AttackEnd::Skipped, .detail = missing};
    else
        row.judgement = TRY(bench.tryCase(attack, attackCase));
    row.duration = since(start);
    return row;
}

void count(const AttackRow &row, AttackSummary &summary)
{
    switch (row.judgement.state) {
    case AttackState::Contained:
        ++summary.contained;
        break;
    case AttackState::NotContained:
        ++summary.notContained;
        break;
    case AttackState::Skipped:
        ++summary.skipped;
        break;
    }
}

/// With a sandbox that is gone again when this returns; `traced` is then what it was.
Result<void> attackAll(const QList<Attack> &attacks, const AttackOptions &options, const AttackListener &listener,
                       const std::stop_token &stop, AttackSummary &summary, TracedSandbox &traced)
{
    const LanguageTable languages = TRY(LanguageTable::load(options.resourceFolder / "languages"));
    if (options.bestTier == sandbox::Tier::Full)
        (void)enterDelegatedScope(); // which tier came of it is told
    const auto sandbox = TRY(sandbox::Sandbox::start({.helper = options.sandboxProgram, .best = options.bestTier}));
    traced.helper = sandbox->helperProcess();
    std::optional<SyscallPolicies> policies;
    const sandbox::HostReport host = sandbox::probeHost(*sandbox, [&](sandbox::Tier tier) -> Result<int> {
        policies = TRY(SyscallPolicies::load(options.resourceFolder / "seccomp", *sandbox, tier));
        return policies->find(QStringLiteral("native"));
    });
    summary.tier = QString::fromUtf8(sandbox::kTierNames.text(host.tier));
    if (const auto enough = sandbox::requireTier(host.tier, options.leastTier); !enough)
        return fail(enough.error().code, enough.error().detail + ": " + host.reason);
    if (listener.started)
        listener.started(caseCount(attacks), summary.tier);
    AttackBench bench(*sandbox, *policies, languages, options.patience, stop);
    for (const auto &attack : attacks) {
        for (const auto &attackCase : attack.cases) {
            if (listener.began)
                listener.began(attackCase.id);
            const AttackRow row = TRY(rowOf(bench, attack, attackCase));
            traced.users = bench.users();
            count(row, summary);
            if (listener.finished)
                listener.finished(row);
        }
    }
    return {};
}

} // namespace

Result<AttackSummary> runAttacks(const QList<Attack> &attacks, const AttackOptions &options,
                                 const AttackListener &listener, const std::stop_token &stop)
{
    const auto start = steady_clock::now();
    const OrphanCatcher catcher;
    const HostTraces before = readHostTraces({});
    AttackSummary summary;
    TracedSandbox traced;
    TRY(attackAll(attacks, options, listener, stop, summary, traced));
    HostTraces after = readHostTraces(traced);
    // The kernel collects what belonged to a user that is gone a moment later (its keyrings).
    for (const auto end = steady_clock::now() + kGarbagePatience;
         !newTraces(before, after).isEmpty() && steady_clock::now() < end && !stop.stop_requested();) {
        std::this_thread::sleep_for(kGarbageStep);
        after = readHostTraces(traced);
    }
    summary.traces = newTraces(before, after);
    summary.tracesBefore = before.count();
    summary.tracesAfter = after.count();
    summary.duration = since(start);
    return summary;
}

Result<AttackSummary> runAttacks(const AttackOptions &options, const AttackListener &listener,
                                 const std::stop_token &stop)
{
    QList<Attack> attacks = TRY(loadAttacks(options.attackFolder));
    if (!options.only.isEmpty())
        attacks = attacksNamed(std::move(attacks), options.only);
    if (attacks.isEmpty())
        return fail(Errc::NotFound, "no attack is called " + options.only.toStdString());
    return runAttacks(attacks, options, listener, stop);
}

} // namespace assay::core
