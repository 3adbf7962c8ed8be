// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Container that keeps an interpreter started, so that runs need not.
#include "sandbox/container.h"

#include "sandbox/run_message.h"

#include <tuple>

namespace assay::sandbox {

namespace {

/// A keeper that fails is replaced after the run; one that fails that often in a row for one program is not.
constexpr int kMaxFailures = 3;

/// While a program is born there are the interpreter, its helper and the program itself.
constexpr int kLeastProcesses = 2;

/// Whether a program can see no difference between the two before it reads its input.
bool startsLike(const RunSpec &left, const RunSpec &right)
{
    const auto seen = [](const RunLimits &limits) {
        return std::tie(limits.cpu, limits.fileSize, limits.stack, limits.processes, limits.openFiles);
    };
    return left.argv == right.argv && left.environment == right.environment && left.workFolder == right.workFolder &&
           seen(left.limits) == seen(right.limits);
}

} // namespace

void Container::warmUp(WarmStart warm)
{
    m_warmStart = std::move(warm);
    m_keeperFailures = 0;
    if (m_launcher) // else the run that starts one starts a keeper as well
        startKeeper();
}

void Container::startKeeper()
{
    if (!m_warmStart || m_keeperFailures >= kMaxFailures)
        return;
    if (cgroup() == nullptr) {
        dropKeeper("without control groups nothing tells the interpreter's memory from the program's");
        return;
    }
    if (m_warmStart->program.limits.processes < kLeastProcesses) {
        dropKeeper("the program may not have a second process");
        return;
    }
    auto keeper = launchKeeper();
    if (!keeper) {
        dropKeeper(keeper.error().describe());
        return;
    }
    m_keeper = std::move(*keeper);
}

Result<KeeperLink> Container::launchKeeper()
{
    const RunSpec &program = m_warmStart->program;
    TRY(cgroup()->setLimits(program.limits.memory, program.limits.processes, {.memory = {}, .processes = 1}));
    auto received = TRY(askWithPolicy(bytesOf(KeeperRequest{.kind = MessageKind::StartKeeper})));
    if (received.count != 2)
        return fail(Errc::Sandbox, "no keeper came with the reply");
    const int adopted[1] = {received.at(1)};
    if (const int error = sendStruct(m_launcher.get(), KeeperRequest{.kind = MessageKind::AdoptKeeper}, adopted);
        error != 0)
        return fail(Errc::Sandbox, "the launcher is gone", error);
    KeeperLink keeper(received.take(0));
    RunRequest request = runRequest(program, MessageKind::WarmUp);
    request.scriptArgument = static_cast<std::uint32_t>(m_warmStart->scriptArgument);
    const std::string message = TRY(runMessage(program, request));
    TRY(keeper.warmUp(std::as_bytes(std::span(message))));
    return keeper;
}

void Container::dropKeeper(std::string reason)
{
    if (m_keeper) // what it holds must be gone before the next run is measured; if the container is gone, the run says so
        (void)ask(bytesOf(KeeperRequest{.kind = MessageKind::StopKeeper}), {});
    m_keeper.reset();
    m_coldReason = std::move(reason);
}

/// A file was put in: an interpreter that has started may have looked for it.
void Container::endWarmStarts()
{
    if (m_warmStart && m_keeperFailures < kMaxFailures)
        dropKeeper("a file was put in after the interpreter's start");
    m_keeperFailures = kMaxFailures;
}

bool Container::standsBy(const RunSpec &spec, int cancelled)
{
    if (!m_keeper)
        return false;
    const bool wanted = startsLike(spec, m_warmStart->program);
    if (wanted)
        requestStandby(); // it is on its way already, but after a run that was not like this
    else
        m_coldReason = "the run is not like the one that was prepared";
    const auto ready = m_keeper->await(cancelled);
    if (!ready)
        dropKeeper(ready.error().describe());
    return wanted && ready;
}

void Container::requestStandby()
{
    const RunLimits &limits = m_warmStart->program.limits;
    const GroupResidents residents{.memory = m_keeper->memory().interpreter, .processes = 1};
    if (cgroup()->setLimits(limits.memory, limits.processes, residents)) // else it fails, and says so
        m_keeper->requestStandby();
}

/// After a run: the keeper gets ready for the next one, or another keeper does.
void Container::settleKeeper(RunOutcome &outcome, bool wantedWarm)
{
    if (!m_warmStart)
        return;
    if (!outcome.warm && outcome.coldReason.empty())
        outcome.coldReason = m_coldReason;
    if (!m_launcher)
        return;
    if (m_keeper && !m_keeper->isAlive()) // a group that is out of memory may lose its interpreter first
        dropKeeper("the interpreter was killed");
    if (m_keeper) {
        m_keeper->forgetStandby();
        if (wantedWarm)
            requestStandby();
        if (outcome.warm)
            m_keeperFailures = 0;
    } else if (++m_keeperFailures < kMaxFailures) {
        startKeeper();
    }
}

} // namespace assay::sandbox
