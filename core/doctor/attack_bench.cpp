// SPDX-License-Identifier: GPL-3.0-or-later
// AttackBench: compiles and runs one attack after the other in containers of its own.
#include "core/doctor/attack_bench.h"

#include "core/doctor/attack_rules.h"
#include "core/doctor/host_traces.h"
#include "core/judge/case_step.h"
#include "core/judge/draft_check.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;
using sandbox::Container;
using sandbox::RunOutcome;
using sandbox::RunSpec;

constexpr Milliseconds kCpu{10'000};
constexpr Bytes kMemory = 256_MiB;
constexpr Bytes kOutput = 1_MiB;
constexpr int kProcesses = 64;
constexpr Bytes kCompileMemory = 1024_MiB;

/// The inputs of the two parts of an attack that leaves something.
constexpr const char *kLeave = "leave";
constexpr const char *kLook = "look";

AttackObservation observe(const RunOutcome &outcome, const JudgedLimits &limits)
{
    return {.verdict = verdictOf(outcome, limits),
            .violation = QString::fromStdString(outcome.violation),
            .exitCode = outcome.exitCode,
            .output = QByteArray::fromStdString(outcome.output + '\n' + outcome.errorOutput),
            .reason = reasonOf(outcome, limits),
            .wall = std::chrono::ceil<Milliseconds>(outcome.wall),
            .wallLimit = outcome.enforced.wall.value};
}

AttackJudgement broken(const Error &error)
{
    return {.state = AttackState::NotContained,
            .end = AttackEnd::Broken,
            .detail = u"the sandbox broke: "_s + QString::fromStdString(error.describe())};
}

/// The first that is not contained, else the last; named by where it stood.
struct JudgementOfSeveral {
    AttackJudgement judgement{.state = AttackState::Contained};

    void add(const QString &where, AttackJudgement next)
    {
        if (judgement.state != AttackState::Contained)
            return;
        next.detail.prepend(where + u": "_s);
        judgement = std::move(next);
    }
};

/// Whether a program has printed READY, for another thread to wait on.
class ReadySign
{
public:
    void feed(std::string_view text)
    {
        const std::scoped_lock lock(m_mutex);
        m_text += text;
        m_over = m_over || m_text.contains("READY");
        m_changed.notify_all();
    }
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_over = true;
        m_changed.notify_all();
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_over; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_text;
    bool m_over = false;
};

} // namespace

AttackBench::AttackBench(sandbox::Sandbox &sandbox, const SyscallPolicies &policies, const LanguageTable &languages,
                         double patience, std::stop_token stop)
    : m_sandbox(sandbox)
    , m_policies(policies)
    , m_languages(languages)
    , m_patience(patience)
    , m_stop(std::move(stop))
{
}

QString AttackBench::missingFor(const Attack &attack) const
{
    const LanguageStatus *status = m_languages.find(attack.language);
    if (status == nullptr)
        return u"there is no language "_s + attack.language;
    return status->available ? QString() : status->language.name + u" is not installed: "_s + status->missingProgram;
}

Limits AttackBench::limitsOf(const AttackLimits &limits) const
{
    const auto patient = [this](Milliseconds time) {
        return std::chrono::duration_cast<Milliseconds>(time * m_patience);
    };
    Limits result{.cpu = limits.cpu.value_or(patient(kCpu)),
                  .memory = limits.memory.value_or(kMemory),
                  .output = limits.output.value_or(kOutput),
                  .compileMemory = limits.compileMemory.value_or(kCompileMemory),
                  .processes = limits.processes.value_or(kProcesses)};
    result.compileCpu = limits.compileCpu.value_or(patient(result.compileCpu));
    return result;
}

RunSpec AttackBench::runSpec(const CompiledProgram &program, const Attack &attack, const AttackCase &attackCase) const
{
    const Limits limits = limitsOf(attackCase.limits);
    RunSpec spec = programRun(program, caseLimitsOf(limits, m_languages.find(attack.language)->language));
    if (attackCase.limits.wall)
        spec.limits.wall = *attackCase.limits.wall;
    return spec;
}

Result<Container *> AttackBench::freshContainer(std::unique_ptr<Container> &place)
{
    if (!place) {
        place = TRY(m_sandbox.createContainer());
        m_users.merge(containerUsers(m_sandbox.helperProcess()));
    }
    return place.get();
}

Result<AttackBench::Prepared> AttackBench::prepare(Container &container, const Attack &attack,
                                                   const AttackCase &attackCase)
{
    Prepared prepared;
    const LanguageStatus *language = m_languages.find(attack.language);
    const Limits limits = limitsOf(attackCase.limits);
    const SubmissionDraft draft{.language = attack.language,
                                .sources = attack.sources,
                                .entryPoint = attack.sources.first().name,
                                .purpose = Purpose::Run,
                                .inputs = {{.name = u"attack"_s, .input = attackCase.input, .expected = {}}}};
    if (const auto checked = checkDraft(draft, language, limits.code); !checked) {
        prepared.ended = AttackObservation{.refused = true, .reason = QString::fromStdString(checked.error().detail)};
        return prepared;
    }
    const Submission submission{
        .language = draft.language, .sources = draft.sources, .entryPoint = draft.entryPoint, .purpose = Purpose::Run};
    Language filtered = language->language;
    if (!attack.filter.isEmpty())
        filtered.runFilter = attack.filter;
    prepared.program = TRY(compileStep(container, {.policies = &m_policies, .requiredTier = container.tier()}, filtered,
                                       submission, limits, m_stop));
    if (prepared.program.verdict)
        prepared.ended = AttackObservation{.verdict = prepared.program.verdict,
                                           .output = prepared.program.result.output.toUtf8(),
                                           .reason = prepared.program.reason,
                                           .wall = prepared.program.result.duration,
                                           .wallLimit = wallLimitFor(limits.compileCpu)};
    return prepared;
}

Result<AttackObservation> AttackBench::run(Container &container, const CompiledProgram &program, const Attack &attack,
                                           const AttackCase &attackCase, const QByteArray &input)
{
    RunSpec spec = runSpec(program, attack, attackCase);
    const UniqueFd inputFile = TRY(openCaseData(input));
    spec.stdinFd = inputFile.get();
    const RunOutcome outcome = TRY(container.run(spec, m_stop));
    if (outcome.killedBy == sandbox::KilledBy::Cancel)
        return fail(Errc::Cancelled, "cancelled while attacking");
    return observe(outcome, {.cpu = spec.limits.cpu, .memory = spec.limits.memory});
}

Result<AttackObservation> AttackBench::prepareAndRun(Container &container, const Attack &attack,
                                                     const AttackCase &attackCase, const QByteArray &input)
{
    const Prepared prepared = TRY(prepare(container, attack, attackCase));
    if (prepared.ended)
        return *prepared.ended;
    return run(container, prepared.program, attack, attackCase, input);
}

Result<AttackJudgement> AttackBench::runCase(const Attack &attack, const AttackCase &attackCase)
{
    Container *container = TRY(freshContainer(m_container));
    if (m_compiled != &attack) { // its cases share one compilation, as the cases of a submission do
        m_compiled = nullptr;
        Prepared prepared = TRY(prepare(*container, attack, attackCase));
        if (prepared.ended)
            return judgeAttack(attackCase.expected, *prepared.ended);
        m_program = std::move(prepared.program);
        m_compiled = &attack;
    }
    return judgeAttack(attackCase.expected, TRY(run(*container, m_program, attack, attackCase, attackCase.input)));
}

Result<AttackJudgement> AttackBench::leaveAndLook(const Attack &attack, const AttackCase &attackCase)
{
    m_compiled = nullptr;
    Container *container = TRY(freshContainer(m_container));
    const Prepared prepared = TRY(prepare(*container, attack, attackCase));
    if (prepared.ended)
        return judgeAttack(attackCase.expected, *prepared.ended);
    JudgementOfSeveral judgement;
    const auto add = [&](const QString &where, const AttackObservation &observed) {
        judgement.add(where, judgeAttack(attackCase.expected, observed));
    };
    add(u"leaving"_s, TRY(run(*container, prepared.program, attack, attackCase, kLeave)));
    add(u"as another run"_s, TRY(run(*container, prepared.program, attack, attackCase, kLook)));
    add(u"as another submission"_s, TRY(prepareAndRun(*container, attack, attackCase, kLook)));
    std::unique_ptr<Container> another;
    add(u"in another container"_s, TRY(prepareAndRun(*TRY(freshContainer(another)), attack, attackCase, kLook)));
    return judgement.judgement;
}

Result<AttackJudgement> AttackBench::lookFromBeside(const Attack &attack, const AttackCase &attackCase)
{
    m_compiled = nullptr;
    Container *container = TRY(freshContainer(m_container));
    const Prepared prepared = TRY(prepare(*container, attack, attackCase));
    if (prepared.ended)
        return judgeAttack(attackCase.expected, *prepared.ended);
    std::unique_ptr<Container> another;
    Container *beside = TRY(freshContainer(another));
    const Prepared looker = TRY(prepare(*beside, attack, attackCase));
    if (looker.ended)
        return judgeAttack(attackCase.expected, *looker.ended);

    ReadySign ready;
    RunSpec spec = runSpec(prepared.program, attack, attackCase);
    spec.onOutput = [&ready](std::string_view text) { ready.feed(text); };
    const UniqueFd inputFile = TRY(openCaseData(QByteArray(kLeave)));
    spec.stdinFd = inputFile.get();
    std::stop_source over;
    const std::stop_callback both(m_stop, [&over] { over.request_stop(); });
    Result<RunOutcome> left = fail(Errc::Internal, "not started");
    std::jthread leaver([&, stop = over.get_token()] {
        left = container->run(spec, stop);
        ready.end();
    });
    ready.wait();
    const auto looked = run(*beside, looker.program, attack, attackCase, kLook);
    over.request_stop();
    leaver.join();
    if (!looked)
        return std::unexpected(looked.error());
    AttackObservation leaving = observe(TRY(std::move(left)), {.cpu = spec.limits.cpu, .memory = spec.limits.memory});
    JudgementOfSeveral judgement;
    if (leaving.output.contains("READY")) // it was stopped by us: only what it said counts
        leaving = {.output = leaving.output + "\nCONTAINED until it was stopped\n"};
    judgement.add(u"the one beside"_s, judgeAttack(attackCase.expected, leaving));
    judgement.add(u"looking"_s, judgeAttack(attackCase.expected, *looked));
    return judgement.judgement;
}

Result<AttackJudgement> AttackBench::tryCase(const Attack &attack, const AttackCase &attackCase)
{
    auto judgement = carryOut(attack, attackCase);
    if (judgement)
        return judgement;
    if (judgement.error().code == Errc::Cancelled || m_stop.stop_requested())
        return fail(Errc::Cancelled, "cancelled while attacking");
    m_container.reset(); // whatever is wrong with it is not the next attack's concern
    m_compiled = nullptr;
    return broken(judgement.error());
}

Result<AttackJudgement> AttackBench::carryOut(const Attack &attack, const AttackCase &attackCase)
{
    switch (attack.kind) {
    case AttackKind::Run:
    case AttackKind::Compile:
        return runCase(attack, attackCase);
    case AttackKind::Leave:
        return leaveAndLook(attack, attackCase);
    case AttackKind::Neighbour:
        return lookFromBeside(attack, attackCase);
    }
    return fail(Errc::Internal, "an attack of no kind");
}

} // namespace assay::core
