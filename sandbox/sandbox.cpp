// SPDX-License-Identifier: GPL-3.0-or-later
// Sandbox: the helper process of this engine, and the containers that it makes.
#include "sandbox/sandbox.h"

#include "sandbox/reply_check.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>

namespace assay::sandbox {

namespace {

std::string describe(const Status &status)
{
    return Error{.code = Errc::Sandbox,
                 .detail = std::string(kSetupStepNames.text(status.failedStep)) + " (" + status.detail + ")",
                 .sysErrno = status.sysErrno}
        .describe();
}

} // namespace

Result<void> statusToResult(const Status &status)
{
    if (status.failedStep == SetupStep::None)
        return {};
    return fail(status.failedStep == SetupStep::Policy ? Errc::InvalidData : Errc::Sandbox,
                std::string(kSetupStepNames.text(status.failedStep)) + " (" + status.detail + ")", status.sysErrno);
}

Sandbox::Sandbox(const SandboxOptions &options, HelperProcess helper)
    : m_options(options)
    , m_helper(std::move(helper))
    , m_tier(options.best)
{
}

Result<std::unique_ptr<Sandbox>> Sandbox::start(const SandboxOptions &options)
{
    HelperProcess helper = TRY(HelperProcess::start(options.helper, options.patience));
    return std::unique_ptr<Sandbox>(new Sandbox(options, std::move(helper)));
}

Sandbox::~Sandbox() = default;

pid_t Sandbox::helperProcess() const
{
    const std::scoped_lock lock(m_mutex);
    return m_helper ? m_helper->pid() : -1;
}

UniqueFd Sandbox::helperHandle() const
{
    const std::scoped_lock lock(m_mutex);
    return UniqueFd(m_helper ? ::fcntl(m_helper->handle(), F_DUPFD_CLOEXEC, 0) : -1);
}

Result<bool> Sandbox::restartIfGone()
{
    const std::scoped_lock lock(m_mutex);
    if (m_helper && m_helper->isAlive())
        return false;
    m_firstIndex = m_nextIndex; // first: its containers may take a moment to die, and their groups go before them
    m_helper.reset();
    m_helper.emplace(TRY(HelperProcess::start(m_options.helper, m_options.patience)));
    return true;
}

template <typename Reply>
Result<void> Sandbox::exchange(std::span<const std::byte> request, Reply &reply, ReceivedFds &fds)
{
    if (!m_helper)
        return fail(Errc::Sandbox, "the sandbox helper is gone");
    int error = sendMessage(m_helper->socket(), request);
    if (error == 0)
        error = receiveReply(m_helper->socket(), reply, fds);
    if (error == 0)
        return {};
    m_helper->kill(); // whatever it says later would be taken for the answer to something else
    return fail(Errc::Sandbox, error == EAGAIN ? "the sandbox helper does not answer" : "the sandbox helper is gone",
                error);
}

Result<UniqueFd> Sandbox::compilePolicy(std::string_view text)
{
    const PolicyRequest request;
    std::string message(reinterpret_cast<const char *>(&request), sizeof request);
    message.append(text);
    if (message.size() > kMaxMessage)
        return fail(Errc::TooLarge, "system call policy");
    Status status;
    ReceivedFds fds;
    const std::scoped_lock lock(m_mutex);
    TRY(exchange(std::as_bytes(std::span(message)), status, fds));
    TRY(statusToResult(status));
    if (fds.count != 1)
        return fail(Errc::Sandbox, "no program came with the reply");
    return fds.take(0);
}

Result<ContainerReply> Sandbox::requestContainer(std::uint32_t index, ReceivedFds &fds)
{
    if (m_tier == Tier::None)
        return fail(Errc::TierTooLow, "this host has no sandbox");
    ContainerRequest request{.kind = MessageKind::CreateContainer,
                             .index = index,
                             .wantCgroup = m_tier == Tier::Full ? 1U : 0U,
                             .wantNamespaces = m_tier == Tier::Reduced ? 0U : 1U};
    if (const std::string &folder = m_options.warmFolder.native(); folder.size() < sizeof request.warmFolder)
        std::memcpy(request.warmFolder, folder.data(), folder.size());
    ContainerReply reply;
    TRY(exchange(std::as_bytes(std::span<const ContainerRequest, 1>(&request, 1)), reply, fds));
    TRY(statusToResult(reply.status));
    return reply;
}

Result<std::unique_ptr<Container>> Sandbox::createContainer(const ScratchSizes &sizes)
{
    ReceivedFds fds;
    ContainerReply reply;
    std::unique_ptr<Container> container;
    CgroupVersion promised{};
    {
        const std::scoped_lock lock(m_mutex);
        const std::uint32_t index = m_nextIndex++;
        reply = TRY(requestContainer(index, fds));
        container.reset(new Container(*this, index));
        container->m_cgroupVersion = reply.cgroup;
        container->m_folder = std::string(reply.folder, ::strnlen(reply.folder, sizeof reply.folder));
        promised = m_cgroups.value_or(reply.cgroup);
        m_cgroups = promised;
    }
    if (reply.cgroup != promised) // never a silent fallback
        return fail(Errc::Sandbox, "control groups were there when the sandbox started, and are gone: " +
                                       describe(reply.cgroupStatus));
    container->m_holder = fds.take(0);
    limitPatience(container->m_holder, m_options.patience);
    Status ready;
    ReceivedFds none;
    if (const int error = receiveReply(container->m_holder.get(), ready, none); error != 0)
        return fail(Errc::Sandbox, "the container did not start", error);
    TRY(statusToResult(ready));
    if (container->m_cgroupVersion != CgroupVersion::None) {
        const std::size_t perGroup = container->m_cgroupVersion == CgroupVersion::V1 ? 3 : 1;
        if (fds.count != 1 + 2 * perGroup)
            return fail(Errc::Sandbox, "control groups are missing from the reply");
        for (std::size_t stage = 0; stage < 2; ++stage)
            container->m_cgroups[stage] = TRY(RunCgroup::open(
                container->m_cgroupVersion, std::span(fds.fds).subspan(1 + stage * perGroup, perGroup)));
    }
    TRY(container->reset(sizes));
    return container;
}

void Sandbox::destroyContainer(std::uint32_t index)
{
    const std::scoped_lock lock(m_mutex);
    if (index < m_firstIndex) // of a helper that is gone, and its containers with it
        return;
    const ContainerRequest request{.kind = MessageKind::DestroyContainer, .index = index};
    Status status;
    ReceivedFds fds;
    (void)exchange(std::as_bytes(std::span<const ContainerRequest, 1>(&request, 1)), status, fds);
}

Result<HostTrialReply> Sandbox::tryHost()
{
    const HostTrialRequest request;
    HostTrialReply reply;
    ReceivedFds fds;
    const std::scoped_lock lock(m_mutex);
    TRY(exchange(std::as_bytes(std::span<const HostTrialRequest, 1>(&request, 1)), reply, fds));
    return reply;
}

void Sandbox::useTier(Tier tier)
{
    const std::scoped_lock lock(m_mutex);
    m_tier = tier;
    m_cgroups.reset();
}

} // namespace assay::sandbox
