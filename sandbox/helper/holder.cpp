// SPDX-License-Identifier: GPL-3.0-or-later
// The holder: process 1 of a container, owns its mounts, moves files in and out, starts launchers.
#include "sandbox/helper/holder.h"

#include "sandbox/helper/box_files.h"
#include "sandbox/helper/folder_holder.h"
#include "sandbox/helper/keeper.h"
#include "sandbox/helper/launcher.h"
#include "sandbox/helper/mount_tree.h"
#include "sandbox/helper/privileges.h"
#include "sandbox/helper/requests.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/seqpacket.h"

#include <cstring>

#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

std::byte g_message[kMaxMessage];

struct HolderState {
    int socket = -1;
    pid_t launcher = -1;
    pid_t keeper = -1;
    bool procMounted = false;
    Place place;
};

struct Reply {
    Status status;
    UniqueFd fds[2];
};

/// Ends the launcher and its keeper, with everything that they started.
void killLauncher(HolderState &state)
{
    if (!state.place.hasNamespaces()) {
        endPrograms();
        state.launcher = -1;
        return;
    }
    for (pid_t *process : {&state.keeper, &state.launcher}) {
        if (*process > 0)
            ::kill(*process, SIGKILL);
        *process = -1;
    }
    // All that is left dies: what the keeper held is killed with it, and comes to this process as its child.
    while (::waitpid(-1, nullptr, __WALL) > 0 || errno == EINTR) {
    }
    // The launcher's proc lies over ours; it belongs to a PID namespace that is gone.
    if (state.procMounted)
        (void)::umount2("/proc", MNT_DETACH);
    state.procMounted = false;
}

Status reset(HolderState &state, const ScratchRequest &request)
{
    killLauncher(state);
    state.place.boxIsSealed = false;
    state.place.sizes = request;
    if (!state.place.hasNamespaces())
        return renewPrivateFolder(state.place.folder, Scratch::All);
    // System V objects and message queues of the last submission go with their namespace.
    if (::unshare(CLONE_NEWIPC) < 0)
        return failed(SetupStep::IpcNamespace, "unshare");
    if (const Status status = forgetKeys(); !ok(status))
        return status;
    return mountScratch(request, Scratch::All);
}

Status clean(const HolderState &state, const ScratchRequest &request)
{
    return state.place.hasNamespaces() ? mountScratch(request, Scratch::WorkOnly)
                                       : renewPrivateFolder(state.place.folder, Scratch::WorkOnly);
}

Status seal(HolderState &state)
{
    if (state.place.hasNamespaces())
        return sealBox();
    state.place.boxIsSealed = true; // by the rules of the next launcher
    return makeExecutable(state.place.folder);
}

Reply launch(HolderState &state, const LaunchRequest &request, ReceivedFds &fds)
{
    Reply reply;
    killLauncher(state);
    UniqueFd launcherEnd;
    UniqueFd engineEnd;
    if (const int error = makeSocketPair(launcherEnd, engineEnd); error != 0)
        return {.status = failed(SetupStep::StartLauncher, "socketpair", error), .fds = {}};
    int pidfd = -1;
    clone_args arguments{};
    arguments.flags = state.place.hasNamespaces() ? CLONE_NEWPID | CLONE_PIDFD : CLONE_PIDFD;
    arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
    arguments.exit_signal = SIGCHLD;
    const long pid = ::syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0)
        return {.status = failed(SetupStep::StartLauncher, "clone3"), .fds = {}};
    if (pid == 0) {
        (void)::setpriority(PRIO_PROCESS, 0, request.niceness); // to be nicer is allowed to everybody
        int cgroupFiles[kMaxDescriptors] = {};
        std::size_t count = 0;
        for (std::size_t i = 1; i < fds.count; ++i)
            cgroupFiles[count++] = fds.at(i);
        runLauncher(launcherEnd.get(), fds.at(0), {cgroupFiles, count}, state.place);
    }
    state.launcher = static_cast<pid_t>(pid);
    state.procMounted = state.place.hasNamespaces();
    reply.fds[0] = std::move(engineEnd);
    reply.fds[1].reset(pidfd);
    return reply;
}

/// Returns when the keeper is gone, and with it the interpreter that it held, which has its process group.
void killKeeper(HolderState &state)
{
    if (state.keeper <= 0)
        return;
    ::kill(state.keeper, SIGKILL);
    while (::waitpid(-state.keeper, nullptr, __WALL) > 0 || errno == EINTR) {
    }
    state.keeper = -1;
}

Reply startKeeper(HolderState &state, const ReceivedFds &fds)
{
    killKeeper(state);
    Reply reply;
    UniqueFd keeperEnds[2];
    for (std::size_t i = 0; i < 2; ++i) {
        if (const int error = makeSocketPair(keeperEnds[i], reply.fds[i]); error != 0)
            return {.status = failed(SetupStep::WarmStart, "socketpair", error), .fds = {}};
    }
    // The launcher is under a filter that has no setsockopt; it must not wait for a keeper that hangs.
    const timeval patience{.tv_sec = kKeeperPatienceSeconds, .tv_usec = 0};
    (void)::setsockopt(reply.fds[1].get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const pid_t pid = ::fork();
    if (pid < 0)
        return {.status = failed(SetupStep::WarmStart, "fork"), .fds = {}};
    ::setpgid(pid, pid); // as the keeper does itself, whoever comes first
    if (pid == 0) {
        KeeperFiles files{.engine = keeperEnds[0].get(),
                          .launcher = keeperEnds[1].get(),
                          .filter = fds.at(0),
                          .pidNamespace = fds.at(1)};
        for (std::size_t i = 2; i < fds.count; ++i)
            files.cgroups[files.cgroupCount++] = fds.at(i);
        runKeeper(files);
    }
    state.keeper = pid;
    return reply;
}

Reply openForEngine(const FileRequest &request)
{
    Reply reply;
    reply.status = openBoxFile(request, reply.fds[0]);
    return reply;
}

Reply listForEngine(const FileRequest &request)
{
    Reply reply;
    reply.status = listBoxFiles(request, reply.fds[0]);
    return reply;
}

Reply answer(HolderState &state, const HolderRequest &request, ReceivedFds &fds)
{
    switch (request.kind) {
    case MessageKind::Reset:
        return {.status = reset(state, request.scratch), .fds = {}};
    case MessageKind::Clean:
        return {.status = clean(state, request.scratch), .fds = {}};
    case MessageKind::Launch:
        return launch(state, request.launch, fds);
    case MessageKind::PutFile:
        return {.status = putBoxFile(request.file, fds.at(0)), .fds = {}};
    case MessageKind::OpenFile:
        return openForEngine(request.file);
    case MessageKind::ListFiles:
        return listForEngine(request.file);
    case MessageKind::SealBox:
        return {.status = seal(state), .fds = {}};
    case MessageKind::EndPrograms:
        killLauncher(state);
        return {};
    case MessageKind::StartKeeper:
        return startKeeper(state, fds);
    case MessageKind::StopKeeper:
        killKeeper(state);
        return {};
    case MessageKind::PutFiles:
        return {.status = putBoxFiles(request, fds.at(0)), .fds = {}};
    case MessageKind::CompilePolicy:
    case MessageKind::CreateContainer:
    case MessageKind::DestroyContainer:
    case MessageKind::TryHost:
    case MessageKind::Run:
    case MessageKind::Kill:
    case MessageKind::AdoptKeeper:
    case MessageKind::WarmUp:
    case MessageKind::Standby:
    case MessageKind::StartWarm:
        break;
    }
    return {.status = failed(SetupStep::Request, "not a request for a holder", EINVAL), .fds = {}};
}

bool sendReply(int socket, const Reply &reply)
{
    int attached[2] = {};
    std::size_t count = 0;
    for (const auto &fd : reply.fds) {
        if (fd)
            attached[count++] = fd.get();
    }
    return sendStruct(socket, reply.status, std::span<const int>(attached, count)) == 0;
}

Reply answerMessage(HolderState &state, std::span<const std::byte> message, ReceivedFds &fds)
{
    if (const auto request = parseHolderRequest(message))
        return answer(state, *request, fds);
    return {.status = failed(SetupStep::Request, "malformed request", EPROTO), .fds = {}};
}

[[noreturn]] void leave(const Place &place)
{
    if (!place.hasNamespaces()) {
        endPrograms();
        removePrivateFolder(place.folder);
    }
    ::_exit(0);
}

/// False when nobody is left to serve.
bool isAskedAgain(int socket, int life)
{
    pollfd files[2] = {{.fd = socket, .events = POLLIN, .revents = 0}, {.fd = life, .events = POLLIN, .revents = 0}};
    while (::poll(files, 2, -1) < 0 && errno == EINTR) {
    }
    return files[1].revents == 0;
}

Status setUpHolder(int socket, const char *warmFolder)
{
    const UniqueFd warm = openWarmFolder(warmFolder);
    if (const Status status = becomeInner(); !ok(status))
        return status;
    const int keep[2] = {socket, warm.get()};
    if (const Status status = keepOnly(std::span(keep).first(warm ? 2 : 1)); !ok(status))
        return status;
    if (::sethostname("assay", 5) < 0)
        return failed(SetupStep::Namespaces, "sethostname");
    return buildRoot(warm);
}

[[noreturn]] void runHolder(int socket, UniqueFd mapped, const char *warmFolder)
{
    char byte = 0;
    if (::read(mapped.get(), &byte, 1) != 1) // the manager could not map the ids, or is gone
        ::_exit(1);
    mapped.reset();
    const Status status = setUpHolder(socket, warmFolder);
    if (sendStruct(socket, status) != 0 || !ok(status))
        ::_exit(1);
    serveHolder(socket, -1, {});
}

} // namespace

Status startHolder(const char *warmFolder, Holder &holder)
{
    if (const Status status = takeHostIds(holder.ids); !ok(status))
        return status;
    UniqueFd holderEnd;
    if (const int error = makeSocketPair(holderEnd, holder.engineEnd); error != 0)
        return failed(SetupStep::Namespaces, "socketpair", error);
    int pipe[2] = {-1, -1};
    if (::pipe2(pipe, O_CLOEXEC) < 0)
        return failed(SetupStep::Namespaces, "pipe");
    UniqueFd mapped(pipe[0]);
    UniqueFd mapDone(pipe[1]);

    clone_args arguments{};
    arguments.flags =
        CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP | CLONE_NEWPID;
    arguments.exit_signal = SIGCHLD;
    const long pid = ::syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid < 0)
        return failed(SetupStep::Namespaces, "clone3");
    if (pid == 0) {
        mapDone.reset();
        holder.engineEnd.reset();
        runHolder(holderEnd.get(), std::move(mapped), warmFolder);
    }
    holder.pid = static_cast<pid_t>(pid);
    if (const Status status = mapIds(holder.pid, holder.ids.uid, holder.ids.gid); !ok(status)) {
        mapDone.reset(); // the holder reads end of file and leaves
        ::kill(holder.pid, SIGKILL);
        ::waitpid(holder.pid, nullptr, 0);
        return status;
    }
    (void)!::write(mapDone.get(), "m", 1);
    return {};
}

void serveHolder(int socket, int life, const Place &place)
{
    HolderState state{.socket = socket, .place = place};
    for (;;) {
        ReceivedFds fds;
        const long size = isAskedAgain(socket, life) ? receiveMessage(socket, g_message, fds) : 0;
        if (size <= 0)
            leave(place);
        const Reply reply = answerMessage(state, {g_message, static_cast<std::size_t>(size)}, fds);
        if (!sendReply(socket, reply))
            leave(place);
    }
}

} // namespace assay::sandbox::helper
