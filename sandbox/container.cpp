// SPDX-License-Identifier: GPL-3.0-or-later
// Container: one place to run programs in, one program at a time.
#include "sandbox/container.h"

#include "sandbox/path_map.h"
#include "sandbox/reply_check.h"
#include "sandbox/run_message.h"
#include "sandbox/run_monitor.h"
#include "sandbox/sandbox.h"
#include "sandbox/seqpacket.h"
#include "sandbox/standard_input.h"

#include <cstring>

#include <fcntl.h>
#include <linux/memfd.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

Result<UniqueFd> contentFile(std::string_view content)
{
    UniqueFd file(::memfd_create("assay-content", MFD_CLOEXEC));
    if (!file)
        return fail(Errc::Io, "memfd_create", errno);
    while (!content.empty()) {
        const ssize_t written = ::write(file.get(), content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return fail(Errc::Io, "memfd", errno);
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    return file;
}

Result<FileRequest> fileRequest(MessageKind kind, const std::string &path, std::uint32_t mode = 0)
{
    FileRequest request{.kind = kind, .mode = mode};
    if (path.size() >= sizeof request.path || path.find('\0') != std::string::npos)
        return fail(Errc::InvalidArgument, "file path too long for the sandbox: " + path.substr(0, 64));
    std::memcpy(request.path, path.data(), path.size());
    return request;
}

ScratchRequest scratchRequest(MessageKind kind, const ScratchSizes &sizes)
{
    return {.kind = kind,
            .boxBytes = static_cast<std::uint64_t>(sizes.box.count),
            .workBytes = static_cast<std::uint64_t>(sizes.work.count),
            .inodes = static_cast<std::uint64_t>(sizes.inodes)};
}

} // namespace

Container::~Container()
{
    m_sandbox.destroyContainer(m_index);
}

bool Container::isAlive() const
{
    pollfd file{.fd = m_holder.get(), .events = 0, .revents = 0};
    return m_index >= m_sandbox.m_firstIndex && m_holder && ::poll(&file, 1, 0) == 0;
}

Result<ReceivedFds> Container::ask(std::span<const std::byte> request, std::span<const int> fds)
{
    m_fresh = false;
    Status status;
    ReceivedFds received;
    int error = sendMessage(m_holder.get(), request, fds);
    if (error == 0)
        error = receiveReply(m_holder.get(), status, received);
    if (error != 0) {
        m_inDoubt = true;
        m_holder.reset(); // a late answer would be taken for the answer to something else
        return fail(Errc::Sandbox, error == EAGAIN ? "the container does not answer" : "the container is gone", error);
    }
    TRY(statusToResult(status));
    return received;
}

Result<void> Container::reset(const ScratchSizes &sizes)
{
    if (m_fresh && sizes == m_sizes)
        return {};
    m_launcher.reset();
    m_launcherPid.reset();
    m_filterListener.reset();
    m_keeper.reset();
    m_warmStart.reset();
    m_scratchUsed = false;
    m_scratchGiven = false;
    m_sizes = sizes;
    const auto asked = ask(bytesOf(scratchRequest(MessageKind::Reset, sizes)), {});
    m_inDoubt = m_inDoubt || !asked;
    m_fresh = asked.has_value();
    return asked.transform([](const auto &) {});
}

Result<void> Container::putFile(const std::string &path, std::string_view content, FileMode mode)
{
    return putFile(path, TRY(contentFile(content)).get(), mode);
}

Result<void> Container::putFile(const std::string &path, int content, FileMode mode)
{
    if (m_scratchUsed) // what comes now is for the next run: nothing of the last one may lie beside it
        TRY(cleanScratch());
    endWarmStarts();
    const int attached[1] = {content};
    const auto request = TRY(fileRequest(MessageKind::PutFile, path, mode == FileMode::Program ? 0755 : 0644));
    TRY(ask(bytesOf(request), attached));
    m_scratchGiven = m_scratchGiven || path.starts_with("/w/");
    return {};
}

Result<UniqueFd> Container::openFile(const std::string &path)
{
    auto received = TRY(ask(bytesOf(TRY(fileRequest(MessageKind::OpenFile, path))), {}));
    if (received.count != 1)
        return fail(Errc::Sandbox, "no file came with the reply");
    return received.take(0);
}

Result<void> Container::sealBox()
{
    TRY(ask(bytesOf(FileRequest{.kind = MessageKind::SealBox}), {}));
    return {};
}

Result<void> Container::prepare(Stage stage, int policy, Priority priority)
{
    m_stage = stage;
    m_policy = policy;
    m_priority = priority;
    if (RunCgroup *group = cgroup())
        group->setIdle(priority == Priority::Background);
    m_warmStart.reset();
    return startLauncher();
}

RunCgroup *Container::cgroup()
{
    auto &group = m_cgroups[static_cast<std::size_t>(m_stage)];
    return group ? &*group : nullptr;
}

Result<ReceivedFds> Container::askWithPolicy(std::span<const std::byte> request)
{
    std::vector<int> attached{m_policy};
    if (m_pidNamespace)
        attached.push_back(m_pidNamespace.get());
    std::vector<UniqueFd> entryFiles;
    if (const RunCgroup *group = cgroup())
        entryFiles = TRY(group->openEntryFiles());
    for (const auto &file : entryFiles)
        attached.push_back(file.get());
    return ask(request, attached);
}

Result<void> Container::startLauncher()
{
    if (m_scratchUsed) // the launcher takes what it finds for empty, and an interpreter may look for files at its start
        TRY(cleanScratch());
    m_keeper.reset(); // it dies with its launcher
    m_pidNamespace.reset();
    if (const RunCgroup *group = cgroup()) // of a full group the kernel would kill the launcher at once
        group->settle();
    constexpr int kNicest = 19;
    const int niceness = m_priority == Priority::Background ? kNicest : 0;
    auto received = TRY(askWithPolicy(bytesOf(LaunchRequest{.niceness = niceness})));
    if (received.count != 2)
        return fail(Errc::Sandbox, "no launcher came with the reply");
    m_launcher = received.take(0);
    m_launcherPid = received.take(1);
    limitPatience(m_launcher, m_sandbox.m_options.patience);
    Status status;
    ReceivedFds listener;
    if (const int error = receiveReply(m_launcher.get(), status, listener); error != 0) {
        m_inDoubt = true;
        return fail(Errc::Sandbox, "the launcher did not start", error);
    }
    TRY(statusToResult(status));
    m_filterListener = listener.take(0);
    if (!m_filterListener)
        return fail(Errc::Sandbox, "no listener came from the launcher");
    m_pidNamespace = listener.take(1);
    m_handOver = TRY(HandOver::begin(m_filterListener.get()));
    startKeeper();
    return {};
}

Result<void> Container::cleanScratch()
{
    TRY(ask(bytesOf(scratchRequest(MessageKind::Clean, m_sizes)), {}));
    m_scratchUsed = false;
    return {};
}

Result<void> Container::beginRun(const RunSpec &spec)
{
    RunCgroup *group = cgroup();
    if (group == nullptr)
        return {};
    const StandingMemory standing = m_keeper ? m_keeper->memory() : StandingMemory{};
    TRY(group->setLimits(spec.limits.memory, spec.limits.processes,
                         {.memory = standing.interpreter, .processes = m_keeper ? 1 : 0}));
    group->beginRun(standing.program);
    return {};
}

Result<void> Container::sendRun(const RunSpec &spec, bool warm, const int (&streams)[3])
{
    RunRequest request = runRequest(spec, MessageKind::Run);
    request.pollMemory = cgroup() == nullptr ? 1 : 0;
    request.warm = warm ? 1 : 0;
    const std::string message = TRY(runMessage(spec, request));
    if (const int error = sendMessage(m_launcher.get(), std::as_bytes(std::span(message)), streams); error != 0)
        return fail(Errc::Sandbox, "the launcher is gone", error);
    return {};
}

EnforcedLimits Container::enforcedLimits(const RunLimits &limits)
{
    const RunCgroup *group = cgroup();
    const Mechanism ofTree = group != nullptr ? group->mechanism() : Mechanism::Polling;
    const Mechanism ofScratch = m_folder.empty() ? Mechanism::Tmpfs : Mechanism::Polling;
    const Mechanism ofProcesses = group == nullptr && m_folder.empty() ? Mechanism::Rlimit : ofTree;
    return {.cpu = {limits.cpu, ofTree},
            .wall = {limits.wall, Mechanism::Timer},
            .memory = {limits.memory, ofTree},
            .output = {limits.output, Mechanism::Pipe},
            .errorOutput = {limits.errorOutput, Mechanism::Pipe},
            .fileSize = {limits.fileSize, Mechanism::Rlimit},
            .stack = {limits.stack, Mechanism::Rlimit},
            .processes = {limits.processes, ofProcesses},
            .openFiles = {limits.openFiles, Mechanism::Rlimit},
            .scratch = {m_sizes.work, ofScratch},
            .scratchFiles = {m_sizes.inodes, ofScratch}};
}

Result<RunOutcome> Container::run(const RunSpec &spec, const std::stop_token &stop)
{
    TRY(requireTier(tier(), spec.requiredTier));
    if (m_scratchUsed)
        TRY(cleanScratch());
    if (!m_launcher)
        TRY(startLauncher());
    UniqueFd cancelled;
    if (stop.stop_possible()) {
        cancelled.reset(::eventfd(0, EFD_CLOEXEC));
        if (!cancelled)
            return fail(Errc::Io, "eventfd", errno);
    }
    const std::stop_callback onStop(stop, [fd = cancelled.get()] { (void)::eventfd_write(fd, 1); });
    auto outcome = startAndWatch(spec, cancelled.get());
    m_inDoubt = m_inDoubt || (!outcome && outcome.error().code != Errc::InvalidArgument);
    return outcome;
}

Result<RunOutcome> Container::startAndWatch(const RunSpec &spec, int cancelled)
{
    mark(spec.timeline, RunPoint::Begun);
    const UniqueFd copy = TRY(privateInput(spec.stdinFd));
    const int input = copy ? copy.get() : spec.stdinFd;
    const bool warm = standsBy(spec, cancelled);
    OutputPipes pipes = m_nextPipes ? std::move(*m_nextPipes) : TRY(OutputPipes::make());
    m_nextPipes.reset();
    mark(spec.timeline, RunPoint::PipesMade);
    TRY(beginRun(spec));
    mark(spec.timeline, RunPoint::CgroupBegun);
    TRY(sendRun(m_folder.empty() ? spec : mappedInto(m_folder, spec), warm,
                {input, pipes.output.writeEnd.get(), pipes.errorOutput.writeEnd.get()}));
    pipes.output.writeEnd.reset();
    pipes.errorOutput.writeEnd.reset();
    if (const int error = m_handOver.give(); error != 0)
        return fail(Errc::Sandbox, "the launcher is gone", error);
    mark(spec.timeline, RunPoint::Sent);

    RunMonitor monitor(spec,
                       {.launcher = m_launcher.get(),
                        .launcherPid = m_launcherPid.get(),
                        .filterListener = m_filterListener.get(),
                        .keeperListener = m_keeper ? m_keeper->filterListener() : -1,
                        .handOver = &m_handOver,
                        .cancelled = cancelled,
                        .holder = m_folder.empty() ? -1 : m_holder.get(),
                        .output = std::move(pipes.output.readEnd),
                        .errorOutput = std::move(pipes.errorOutput.readEnd)},
                       cgroup());
    auto outcome = monitor.watch();
    m_nextPipes = monitor.takeNextPipes();
    if (monitor.wantsNewLauncher()) {
        TRY(startLauncher());
        return startAndWatch(spec, cancelled); // a new launcher's numbers begin anew: it does not ask again
    }
    if (outcome)
        outcome->enforced = enforcedLimits(spec.limits);
    if (outcome && m_stage == Stage::Build) { // what compilers say is for people
        outcome->output = mappedBack(m_folder, std::move(outcome->output));
        outcome->errorOutput = mappedBack(m_folder, std::move(outcome->errorOutput));
    }
    m_scratchUsed = monitor.scratchUsed() || std::exchange(m_scratchGiven, false);
    if (!monitor.launcherLives()) {
        m_launcher.reset(); // the next run starts another
        m_launcherPid.reset();
        m_filterListener.reset();
        m_keeper.reset();
    }
    if (monitor.keeperFailed())
        dropKeeper(outcome ? outcome->coldReason : std::string());
    if (outcome)
        settleKeeper(*outcome, warm);
    return outcome;
}

} // namespace assay::sandbox
