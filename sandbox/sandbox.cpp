// SPDX-License-Identifier: GPL-3.0-or-later
// Sandbox: the helper process of this engine, and what this host's sandbox can do.
#include "sandbox/sandbox.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace assay::sandbox {

namespace {

/// For a program that does nothing: a machine that is busy while the engine starts is not one without a sandbox.
constexpr Milliseconds kTrialPatience{30'000};

/// A duplicate of `fd` whose number is out of the way of the numbers that the helper is started with.
UniqueFd highDuplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, kHelperSocket + 1));
}

Result<pid_t> spawnHelper(const std::filesystem::path &program, const UniqueFd &socket)
{
    const UniqueFd source = highDuplicate(socket.get());
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, source.get(), kHelperSocket);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    // A process group of its own: Ctrl-C in a terminal is for the engine, which then ends the helper.
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    std::string name = program.string();
    char *arguments[] = {name.data(), nullptr};
    char *environment[] = {nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return fail(error == ENOENT ? Errc::NotFound : Errc::Sandbox, "starting " + name, error);
    return pid;
}

std::string describe(const Status &status)
{
    return Error{.code = Errc::Sandbox,
                 .detail = std::string(kSetupStepNames.text(status.failedStep)) + " (" + status.detail + ")",
                 .sysErrno = status.sysErrno}
        .describe();
}

std::string fixForNamespaces()
{
    std::ifstream file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns");
    int restricted = 0;
    if (file >> restricted && restricted != 0)
        return "AppArmor restricts user namespaces on this system: install the profile "
               "packaging/apparmor/assay-sandbox";
    return "Allow user namespaces: sysctl kernel.unprivileged_userns_clone=1 and user.max_user_namespaces above 0";
}

} // namespace

Result<void> statusToResult(const Status &status)
{
    if (status.failedStep == SetupStep::None)
        return {};
    return fail(status.failedStep == SetupStep::Policy ? Errc::InvalidData : Errc::Sandbox,
                std::string(kSetupStepNames.text(status.failedStep)) + " (" + status.detail + ")", status.sysErrno);
}

Sandbox::Sandbox(const SandboxOptions &options, UniqueFd socket, pid_t helper)
    : m_options(options)
    , m_socket(std::move(socket))
    , m_helper(helper)
{
}

Result<std::unique_ptr<Sandbox>> Sandbox::start(const SandboxOptions &options)
{
    UniqueFd ours;
    UniqueFd helpers;
    if (const int error = makeSocketPair(ours, helpers); error != 0)
        return fail(Errc::Sandbox, "socketpair", error);
    const pid_t helper = TRY(spawnHelper(options.helper, helpers));
    return std::unique_ptr<Sandbox>(new Sandbox(options, std::move(ours), helper));
}

Sandbox::~Sandbox()
{
    m_socket.reset(); // the helper clears up and ends
    while (::waitpid(m_helper, nullptr, 0) < 0 && errno == EINTR) {
    }
}

Result<UniqueFd> Sandbox::compilePolicy(std::string_view text)
{
    const PolicyRequest request;
    std::string message(reinterpret_cast<const char *>(&request), sizeof request);
    message.append(text);
    if (message.size() > kMaxMessage)
        return fail(Errc::TooLarge, "system call policy");
    const std::scoped_lock lock(m_mutex);
    if (const int error = sendMessage(m_socket.get(), std::as_bytes(std::span(message))); error != 0)
        return fail(Errc::Sandbox, "the sandbox helper is gone", error);
    Status status;
    ReceivedFds fds;
    if (const int error = receiveStruct(m_socket.get(), status, fds); error != 0)
        return fail(Errc::Sandbox, "the sandbox helper is gone", error);
    TRY(statusToResult(status));
    return fds.take(0);
}

Result<ContainerReply> Sandbox::requestContainer(std::uint32_t index, ReceivedFds &fds)
{
    const ContainerRequest request{.kind = MessageKind::CreateContainer,
                                   .index = index,
                                   .wantCgroup = m_options.cgroups == UseCgroups::IfPossible ? 1U : 0U};
    if (const int error = sendStruct(m_socket.get(), request); error != 0)
        return fail(Errc::Sandbox, "the sandbox helper is gone", error);
    ContainerReply reply;
    if (const int error = receiveStruct(m_socket.get(), reply, fds); error != 0)
        return fail(Errc::Sandbox, "the sandbox helper is gone", error);
    m_cgroupStatus = reply.cgroupStatus;
    TRY(statusToResult(reply.status));
    return reply;
}

Result<std::unique_ptr<Container>> Sandbox::createContainer()
{
    ReceivedFds fds;
    std::unique_ptr<Container> container;
    {
        const std::scoped_lock lock(m_mutex);
        const std::uint32_t index = m_nextIndex++;
        const ContainerReply reply = TRY(requestContainer(index, fds));
        container.reset(new Container(*this, index));
        container->m_cgroupVersion = reply.cgroup;
    }
    container->m_holder = fds.take(0);
    Status ready;
    ReceivedFds none;
    if (const int error = receiveStruct(container->m_holder.get(), ready, none); error != 0)
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
    container->m_null.reset(::open("/dev/null", O_RDWR | O_CLOEXEC));
    TRY(container->reset(ScratchSizes{}));
    return container;
}

void Sandbox::destroyContainer(std::uint32_t index)
{
    const std::scoped_lock lock(m_mutex);
    Status status;
    ReceivedFds fds;
    if (sendStruct(m_socket.get(), ContainerRequest{.kind = MessageKind::DestroyContainer, .index = index}) == 0)
        (void)receiveStruct(m_socket.get(), status, fds);
}

Result<void> Sandbox::runTrial(Container &container, int policy)
{
    std::ifstream file(m_options.helper, std::ios::binary);
    const std::string program{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    TRY(container.putFile("/box/trial", program, FileMode::Program));
    TRY(container.prepare(Stage::Run, policy));
    const RunOutcome outcome = TRY(container.run(RunSpec{.argv = {"/box/trial", "--trial"},
                                                         .environment = {},
                                                         .limits = {.cpu = kTrialPatience, .wall = kTrialPatience}}));
    if (!outcome.succeeded())
        return fail(Errc::Sandbox,
                    "the trial program did not end well (signal " + std::to_string(outcome.signal) + ")");
    return {};
}

HostReport Sandbox::probe(int policy)
{
    HostReport report;
    auto container = createContainer();
    if (!container) {
        report.reason = container.error().describe();
        report.mechanisms.push_back(
            {.name = "namespaces", .available = false, .detail = report.reason, .fix = fixForNamespaces()});
        return report;
    }
    report.mechanisms.push_back(
        {.name = "namespaces", .available = true, .detail = "user, mount, PID, network, IPC, UTS, cgroup", .fix = {}});
    const auto trial = runTrial(**container, policy);
    report.mechanisms.push_back(
        {.name = "system call filter",
         .available = trial.has_value(),
         .detail = trial ? "seccomp with a listener" : trial.error().describe(),
         .fix = trial ? "" : "A kernel with seccomp user notification is needed (Linux 5.0 or later)"});
    if (!trial) {
        report.reason = trial.error().describe();
        return report;
    }
    const CgroupVersion version = (*container)->cgroupVersion();
    const bool wanted = m_options.cgroups == UseCgroups::IfPossible;
    const std::string missing = wanted ? describe(m_cgroupStatus) : "switched off";
    report.mechanisms.push_back(
        {.name = "control groups",
         .available = version != CgroupVersion::None,
         .detail = version == CgroupVersion::V2   ? "version 2"
                   : version == CgroupVersion::V1 ? "version 1"
                                                  : missing,
         .fix = version != CgroupVersion::None
                    ? ""
                    : "Start it in a scope of its own: systemd-run --user --scope -p Delegate=yes assay"});
    report.tier = version == CgroupVersion::None ? Tier::Partial : Tier::Full;
    if (report.tier != Tier::Full)
        report.reason = "no control groups: " + missing;
    return report;
}

} // namespace assay::sandbox
