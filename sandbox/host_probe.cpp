// SPDX-License-Identifier: GPL-3.0-or-later
// HostReport: what this host's sandbox can do, mechanism by mechanism, found by doing each of them once.
#include "sandbox/host_probe.h"

#include "sandbox/host_texts.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include <unistd.h>

namespace assay::sandbox {

namespace {

/// For a program that does nothing: a machine that is busy while the engine starts is not one without a sandbox.
constexpr Milliseconds kPatience{30'000};
constexpr Bytes kTrialMemory = 16_MiB;
constexpr const char *kTouchedMebibytes = "64";
/// What a trial program that only looks around may be billed at most.
constexpr Bytes kLookMemory = 8_MiB;
constexpr ScratchSizes kTrialScratch{.box = 16_MiB, .work = 1_MiB, .inodes = 64};
constexpr int kTrialProcesses = 8;

constexpr std::size_t kMechanisms = kHostMechanismNames.rows().size();

struct NamespaceFile {
    HostMechanism mechanism;
    const char *name; ///< In /proc/self/ns.
};
constexpr NamespaceFile kNamespaceFiles[] = {
    {HostMechanism::UserNamespaces, "user"},    {HostMechanism::MountNamespace, "mnt"},
    {HostMechanism::PidNamespace, "pid"},       {HostMechanism::NetworkNamespace, "net"},
    {HostMechanism::IpcNamespace, "ipc"},       {HostMechanism::UtsNamespace, "uts"},
    {HostMechanism::CgroupNamespace, "cgroup"},
};

constexpr Tier nextWorse(Tier tier)
{
    return tier == Tier::None ? tier : static_cast<Tier>(static_cast<int>(tier) + 1);
}

/// What the trial program printed: "key value" lines.
using Sights = std::map<std::string, std::string>;

Sights parseSights(const std::string &text)
{
    Sights sights;
    std::istringstream lines(text);
    std::string key;
    while (lines >> key)
        std::getline(lines >> std::ws, sights[key]);
    return sights;
}

std::string describe(const Status &status)
{
    return Error{.detail = status.detail, .sysErrno = status.sysErrno}.describe();
}

std::string describe(const RunOutcome &outcome)
{
    return "killed by " + std::string(kKilledByNames.text(outcome.killedBy)) + ", signal " +
           std::to_string(outcome.signal) + ", exit code " + std::to_string(outcome.exitCode);
}

class Probe
{
public:
    Probe(Sandbox &sandbox, const TrialPolicy &policy)
        : m_sandbox(sandbox)
        , m_policy(policy)
    {
        for (std::size_t i = 0; i < kMechanisms; ++i)
            m_mechanisms.push_back({.mechanism = static_cast<HostMechanism>(i), .detail = "not tried"});
    }

    HostReport run()
    {
        const auto tried = m_sandbox.tryHost();
        if (!tried)
            return {.reason = tried.error().describe(), .mechanisms = std::move(m_mechanisms)};
        takeTrials(*tried);
        switchOff();
        const Tier tier = findTier();
        m_sandbox.useTier(tier);
        return {.tier = tier, .reason = std::move(m_reason), .mechanisms = std::move(m_mechanisms)};
    }

private:
    MechanismReport &at(HostMechanism mechanism) { return m_mechanisms[static_cast<std::size_t>(mechanism)]; }
    bool isWorking(HostMechanism mechanism) { return at(mechanism).state == MechanismState::Works; }
    void works(HostMechanism mechanism, std::string detail)
    {
        at(mechanism) = {.mechanism = mechanism, .state = MechanismState::Works, .detail = std::move(detail)};
    }
    void misses(HostMechanism mechanism, std::string detail)
    {
        at(mechanism) = {.mechanism = mechanism,
                         .state = MechanismState::Missing,
                         .detail = std::move(detail),
                         .fix = fixFor(mechanism)};
    }

    void takeTrials(const HostTrialReply &reply);
    void switchOff();
    [[nodiscard]] Tier findTier();
    [[nodiscard]] bool holds(Tier tier);
    void noteWhatLacks(Tier tier);
    [[nodiscard]] Result<void> tryContainer(Tier tier);
    [[nodiscard]] Result<RunOutcome> runTrial(Container &container, std::vector<std::string> arguments,
                                              const RunLimits &limits = {.cpu = kPatience, .wall = kPatience});
    [[nodiscard]] Result<void> tryMemory(Container &container);
    [[nodiscard]] Result<void> tryLooking(Container &container);
    [[nodiscard]] Result<void> tryFilter(Container &container);
    [[nodiscard]] Result<void> tryFilling(Container &container);
    [[nodiscard]] Result<void> tryProcesses(Container &container);
    void checkNamespaces(const Sights &sights);
    [[nodiscard]] Result<void> checkEnclosure(const Sights &sights);
    [[nodiscard]] Result<void> checkSights(const Sights &sights);

    Sandbox &m_sandbox;
    const TrialPolicy &m_policy;
    std::vector<MechanismReport> m_mechanisms;
    std::string m_reason;
};

void Probe::takeTrials(const HostTrialReply &reply)
{
    for (std::size_t i = 0; i < kHostTrials; ++i) {
        const auto mechanism = static_cast<HostMechanism>(i);
        if (reply.trials[i].failedStep != SetupStep::None)
            misses(mechanism, describe(reply.trials[i]));
        else if (mechanism == HostMechanism::Landlock)
            works(mechanism, howOf(mechanism) + ", version " + std::to_string(reply.landlockAbi));
        else
            works(mechanism, howOf(mechanism));
    }
    constexpr HostMechanism kGroups[kControllers] = {HostMechanism::MemoryCgroup, HostMechanism::PidsCgroup,
                                                     HostMechanism::CpuCgroup};
    for (std::size_t i = 0; i < kControllers; ++i) {
        if (reply.controllers[i].failedStep != SetupStep::None)
            misses(kGroups[i], describe(reply.controllers[i]));
        else
            works(kGroups[i], std::string(reply.cgroup == CgroupVersion::V2 ? "v2: " : "v1: ") + howOf(kGroups[i]));
    }
    if (reply.cgroup != CgroupVersion::None)
        works(HostMechanism::PeakReset, howOf(HostMechanism::PeakReset)); // a container will show
    else
        at(HostMechanism::PeakReset) = {.mechanism = HostMechanism::PeakReset,
                                        .state = MechanismState::Off,
                                        .detail = "not needed: there is no memory cgroup",
                                        .fix = {}};
}

/// What the best tier that is wanted has no use for.
void Probe::switchOff()
{
    const Tier best = m_sandbox.best();
    for (auto &report : m_mechanisms) {
        const bool onlyBetter = isNeeded(report.mechanism, Tier::Full) && !isNeeded(report.mechanism, best);
        const bool ofGroups = report.mechanism == HostMechanism::PeakReset && best != Tier::Full;
        if (onlyBetter || ofGroups)
            report = {.mechanism = report.mechanism,
                      .state = MechanismState::Off,
                      .detail =
                          "switched off: no better tier than " + std::string(kTierNames.text(best)) + " is wanted",
                      .fix = {}};
    }
}

Result<RunOutcome> Probe::runTrial(Container &container, std::vector<std::string> arguments, const RunLimits &limits)
{
    arguments.insert(arguments.begin(), {"/box/trial", "--trial"});
    return container.run({.argv = std::move(arguments), .limits = limits, .requiredTier = container.tier()});
}

Result<void> Probe::tryContainer(Tier tier)
{
    auto container = TRY(m_sandbox.createContainer());
    if (container->tier() != tier)
        return fail(Errc::Sandbox, "a container of another tier was made");
    TRY(container->reset(kTrialScratch));
    std::ifstream file(m_sandbox.helperProgram(), std::ios::binary);
    const std::string program{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    TRY(container->putFile("/box/trial", program, FileMode::Program));
    TRY(container->prepare(Stage::Run, TRY(m_policy(tier))));
    TRY(tryMemory(*container));
    TRY(tryLooking(*container)); // behind the memory: its peak must have been forgotten
    TRY(tryFilter(*container));
    TRY(tryFilling(*container));
    return tryProcesses(*container);
}

Result<void> Probe::tryMemory(Container &container)
{
    const RunOutcome outcome = TRY(runTrial(container, {"memory", kTouchedMebibytes},
                                            {.cpu = kPatience, .wall = kPatience, .memory = kTrialMemory}));
    const bool stopped = outcome.killedBy == KilledBy::Memory;
    if (container.cgroupVersion() == CgroupVersion::None) {
        if (!stopped)
            misses(HostMechanism::TreePolling, "a program over its memory limit was not stopped: " + describe(outcome));
        return {};
    }
    at(HostMechanism::TreePolling) = {.mechanism = HostMechanism::TreePolling,
                                      .state = MechanismState::Off,
                                      .detail = "not needed: there are control groups",
                                      .fix = {}};
    if (!stopped || !outcome.outOfMemory)
        misses(HostMechanism::MemoryCgroup, "a program over its memory limit was not stopped: " + describe(outcome));
    if (outcome.cpu <= Microseconds{0})
        misses(HostMechanism::CpuCgroup, "no CPU time was accounted for");
    return {};
}

void Probe::checkNamespaces(const Sights &sights)
{
    for (const auto &[mechanism, name] : kNamespaceFiles) {
        char own[64] = {};
        const auto seen = sights.find(std::string("ns.") + name);
        if (::readlink((std::string("/proc/self/ns/") + name).c_str(), own, sizeof own - 1) <= 0 ||
            seen == sights.end() || seen->second == own)
            misses(mechanism, "the trial program was not in one of its own");
    }
}

/// The value behind a key, empty when there is none.
std::string sight(const Sights &sights, const char *key)
{
    const auto found = sights.find(key);
    return found == sights.end() ? std::string() : found->second;
}

Result<void> Probe::checkSights(const Sights &sights)
{
    if (sight(sights, "root-write") != "0")
        return fail(Errc::Sandbox, "the trial program could write to the root");
    checkNamespaces(sights);
    if (sight(sights, "passwd") != "1") // a made-up one has one line
        return fail(Errc::Sandbox, "the trial program saw the host's accounts");
    if (sight(sights, "processes") != "0")
        misses(HostMechanism::ProcMount, "the trial program saw " + sight(sights, "processes") + " other processes");
    if (sight(sights, "NoNewPrivs") != "1")
        misses(HostMechanism::NoNewPrivileges, "not set in the trial program");
    if (sight(sights, "Seccomp") != "2")
        misses(HostMechanism::Filter, "not loaded in the trial program");
    for (const char *set : {"CapEff", "CapBnd"}) {
        const std::string capabilities = sight(sights, set);
        if (capabilities.empty() || capabilities.find_first_not_of('0') != std::string::npos)
            return fail(Errc::Sandbox, "the trial program had capabilities: " + capabilities);
    }
    return {};
}

/// Without namespaces: what Landlock has to hold.
Result<void> Probe::checkEnclosure(const Sights &sights)
{
    if (sight(sights, "root-write") != "0" || sight(sights, "passwd") != "-1" || sight(sights, "processes") != "-1")
        misses(HostMechanism::Landlock, "files of the host were in reach of the trial program");
    if (sight(sights, "parent-signal") != std::to_string(EPERM))
        misses(HostMechanism::Landlock, "a process outside was in reach of the trial program");
    return {};
}

Result<void> Probe::tryLooking(Container &container)
{
    const RunOutcome outcome = TRY(runTrial(container, {"look"}));
    if (!outcome.succeeded())
        return fail(Errc::Sandbox, "the trial program did not end well: " + describe(outcome));
    const Sights sights = parseSights(outcome.output);
    TRY(container.tier() == Tier::Reduced ? checkEnclosure(sights) : checkSights(sights));
    if (container.cgroupVersion() == CgroupVersion::None)
        return {};
    if (outcome.memoryMechanism == Mechanism::Rusage || outcome.memoryPeak > kLookMemory)
        misses(HostMechanism::PeakReset, "this kernel cannot start a group's peak anew");
    return {};
}

Result<void> Probe::tryFilter(Container &container)
{
    const RunOutcome outcome = TRY(runTrial(container, {"forbidden"}));
    if (outcome.killedBy != KilledBy::Filter || outcome.violation != "socket")
        misses(HostMechanism::Filter, "a forbidden call was not stopped: " + describe(outcome));
    return {};
}

Result<void> Probe::tryFilling(Container &container)
{
    const RunOutcome outcome = TRY(runTrial(container, {"fill"}));
    if (container.tier() == Tier::Reduced) {
        if (outcome.killedBy != KilledBy::Disk)
            misses(HostMechanism::TreePolling,
                   "a program that filled its folder was not stopped: " + describe(outcome));
        return {};
    }
    const Sights sights = parseSights(outcome.output);
    const long kibibytes = std::atol(sight(sights, "kibibytes").c_str());
    const long files = std::atol(sight(sights, "files").c_str());
    if (kibibytes <= 0 || kibibytes > kTrialScratch.work.toKiB() || files <= 0 || files > kTrialScratch.inodes)
        misses(HostMechanism::TmpfsLimits,
               "the trial program wrote " + std::to_string(kibibytes) + " KiB and " + std::to_string(files) + " files");
    return {};
}

Result<void> Probe::tryProcesses(Container &container)
{
    const RunOutcome outcome = TRY(
        runTrial(container, {"processes", "64"}, {.cpu = kPatience, .wall = kPatience, .processes = kTrialProcesses}));
    const std::string started = sight(parseSights(outcome.output), "started");
    const bool refused = !started.empty() && std::atoi(started.c_str()) < kTrialProcesses;
    if (refused || outcome.killedBy == KilledBy::Processes)
        return {};
    const std::string detail = "a program started more processes than it may: " + describe(outcome);
    if (container.cgroupVersion() != CgroupVersion::None)
        misses(HostMechanism::PidsCgroup, detail);
    else if (container.tier() == Tier::Reduced)
        misses(HostMechanism::TreePolling, detail);
    else
        return fail(Errc::Sandbox, detail);
    return {};
}

/// A tier whose container does not hold is tried no more, and the next one is.
Tier Probe::findTier()
{
    const Tier wanted = m_sandbox.best();
    for (Tier best = wanted; best != Tier::None;) {
        // Until a container has shown it, these are taken to work: else no tier would be left to try.
        works(HostMechanism::TreePolling, howOf(HostMechanism::TreePolling));
        works(HostMechanism::TrialContainer, howOf(HostMechanism::TrialContainer));
        const Tier tier = tierOf(m_mechanisms, best);
        for (Tier better = Tier::Full; better < tier; better = nextWorse(better))
            noteWhatLacks(better);
        if (tier == Tier::None) {
            misses(HostMechanism::TreePolling, "not tried");
            misses(HostMechanism::TrialContainer, "not tried: no tier has everything that it needs");
            break;
        }
        if (holds(tier))
            return tier;
        noteWhatLacks(tier);
        best = nextWorse(tier);
    }
    return Tier::None;
}

/// Whether a trial container of that tier does what it must.
bool Probe::holds(Tier tier)
{
    m_sandbox.useTier(tier);
    if (const auto done = tryContainer(tier); !done)
        misses(HostMechanism::TrialContainer, done.error().describe());
    return tierOf(m_mechanisms, tier) == tier;
}

/// Adds to the reason what keeps this host from that tier.
void Probe::noteWhatLacks(Tier tier)
{
    const auto lacks = [tier](const MechanismReport &report) {
        return report.state != MechanismState::Works && isNeeded(report.mechanism, tier);
    };
    const auto missing = std::ranges::find_if(m_mechanisms, lacks);
    if (missing == m_mechanisms.end())
        return;
    const std::string reason = std::string(kHostMechanismNames.text(missing->mechanism)) + ": " + missing->detail;
    if (!m_reason.contains(reason))
        m_reason += (m_reason.empty() ? "" : "; ") + reason;
}

} // namespace

HostReport probeHost(Sandbox &sandbox, const TrialPolicy &policy)
{
    return Probe(sandbox, policy).run();
}

} // namespace assay::sandbox
