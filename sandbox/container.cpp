// SPDX-License-Identifier: GPL-3.0-or-later
// Container: one place to run programs in, one program at a time.
#include "sandbox/container.h"

#include "sandbox/path_map.h"
#include "sandbox/reply_check.h"
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

template <typename Struct>
std::span<const std::byte> bytesOf(const Struct &value)
{
    return std::as_bytes(std::span<const Struct, 1>(&value, 1));
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
    m_scratchUsed = false;
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
    const int attached[1] = {content};
    const auto request = TRY(fileRequest(MessageKind::PutFile, path, mode == FileMode::Program ? 0755 : 0644));
    TRY(ask(bytesOf(request), attached));
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
    return startLauncher();
}

RunCgroup *Container::cgroup()
{
    auto &group = m_cgroups[static_cast<std::size_t>(m_stage)];
    return group ? &*group : nullptr;
}

Result<void> Container::startLauncher()
{
    constexpr int kNicest = 19;
    const int niceness = m_priority == Priority::Background ? kNicest : 0;
    std::vector<int> attached{m_policy};
    std::vector<UniqueFd> entryFiles;
    if (const RunCgroup *group = cgroup())
        entryFiles = TRY(group->openEntryFiles());
    for (const auto &file : entryFiles)
        attached.push_back(file.get());
    if (const RunCgroup *group = cgroup()) // of a full group the kernel would kill the launcher at once
        group->settle();
    auto received = TRY(ask(bytesOf(LaunchRequest{.niceness = niceness}), attached));
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
    m_handOver = TRY(HandOver::begin(m_filterListener.get()));
    return {};
}

Result<void> Container::cleanScratch()
{
    TRY(ask(bytesOf(scratchRequest(MessageKind::Clean, m_sizes)), {}));
    m_scratchUsed = false;
    return {};
}

Result<void> Container::sendRun(const RunSpec &spec, int input, int output, int errorOutput)
{
    const RunLimits &limits = spec.limits;
    RunRequest request;
    request.argumentCount = static_cast<std::uint32_t>(spec.argv.size());
    request.environmentCount = static_cast<std::uint32_t>(spec.environment.size());
    request.pollMemory = cgroup() == nullptr ? 1 : 0;
    request.cpuMicroseconds = static_cast<std::uint64_t>(Microseconds{limits.cpu}.count());
    request.memoryBytes = static_cast<std::uint64_t>(limits.memory.count);
    request.fileSizeBytes = static_cast<std::uint64_t>(limits.fileSize.count);
    request.stackBytes = static_cast<std::uint64_t>(limits.stack.count);
    request.processes = static_cast<std::uint32_t>(limits.processes);
    request.openFiles = static_cast<std::uint32_t>(limits.openFiles);
    request.wantTimeline = spec.timeline != nullptr ? 1 : 0;

    std::string message(reinterpret_cast<const char *>(&request), sizeof request);
    message.append(spec.workFolder).push_back('\0');
    for (const auto *list : {&spec.argv, &spec.environment}) {
        for (const auto &text : *list) {
            if (text.find('\0') != std::string::npos)
                return fail(Errc::InvalidArgument, "an argument holds a NUL character");
            message.append(text).push_back('\0');
        }
    }
    if (spec.argv.empty() || message.size() > kMaxMessage)
        return fail(Errc::InvalidArgument, "a command line that is empty or too long for the sandbox");
    const int attached[3] = {input, output, errorOutput};
    if (const int error = sendMessage(m_launcher.get(), std::as_bytes(std::span(message)), attached); error != 0)
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
    OutputPipes pipes = m_nextPipes ? std::move(*m_nextPipes) : TRY(OutputPipes::make());
    m_nextPipes.reset();
    mark(spec.timeline, RunPoint::PipesMade);
    if (RunCgroup *group = cgroup()) {
        TRY(group->setLimits(spec.limits.memory, spec.limits.processes));
        group->beginRun();
    }
    mark(spec.timeline, RunPoint::CgroupBegun);
    TRY(sendRun(m_folder.empty() ? spec : mappedInto(m_folder, spec), input, pipes.output.writeEnd.get(),
                pipes.errorOutput.writeEnd.get()));
    pipes.output.writeEnd.reset();
    pipes.errorOutput.writeEnd.reset();
    if (const int error = m_handOver.give(); error != 0)
        return fail(Errc::Sandbox, "the launcher is gone", error);
    mark(spec.timeline, RunPoint::Sent);

    RunMonitor monitor(spec,
                       {.launcher = m_launcher.get(),
                        .launcherPid = m_launcherPid.get(),
                        .filterListener = m_filterListener.get(),
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
    m_scratchUsed = monitor.scratchUsed();
    if (!monitor.launcherLives()) {
        m_launcher.reset(); // the next run starts another
        m_launcherPid.reset();
        m_filterListener.reset();
    }
    return outcome;
}

} // namespace assay::sandbox
