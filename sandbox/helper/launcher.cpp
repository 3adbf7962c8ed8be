// SPDX-License-Identifier: GPL-3.0-or-later
// The launcher: process 1 of the programs' PID namespace, starts one program after the other.
#include "sandbox/helper/launcher.h"

#include "sandbox/helper/enclosure.h"
#include "sandbox/helper/folder_holder.h"
#include "sandbox/helper/landlock.h"
#include "sandbox/helper/mount_tree.h"
#include "sandbox/helper/privileges.h"
#include "sandbox/helper/program.h"
#include "sandbox/helper/scratch_state.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/times.h"
#include "sandbox/helper/tree_usage.h"
#include "sandbox/seqpacket.h"

#include <cstring>
#include <ctime>
#include <optional>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// How often the tree is looked at when no cgroup does it.
constexpr int kPollMilliseconds = 5;
/// The same where there are several processes: what is born and dies between two looks, with nobody to reap it, is on
/// nobody's bill.
constexpr int kCrowdPollMilliseconds = 1;

/// Of those looks every how many is at the folders as well.
constexpr unsigned kLooksPerFolderLook = 4;

/// Process numbers that a program takes which a keeper has made: its midwife has one as well.
constexpr pid_t kNumbersPerBirth = 2;

/// Written by the child before it becomes the program, read by the launcher: they share memory until then.
struct ChildReport {
    SetupStep step = SetupStep::None;
    int sysErrno = 0;
};

alignas(RunRequest) std::byte g_buffer[kMaxMessage];
Place g_place;
Enclosure g_enclosure; ///< Where there are no namespaces.
Program g_program;
int g_standard[3] = {-1, -1, -1};
RunTimeline *g_timeline = nullptr; ///< Of the reply, when the engine wants it.
volatile ChildReport g_report;
std::optional<ScratchWitness> g_witness; ///< Of the next run, when there is one already.
pid_t g_nextNumber = 0; ///< What the next program's process number has to be; 0: any.
UniqueFd g_treeProc; ///< Where nobody but this process looks at its programs. Only without control groups.

bool parseRun(std::size_t size, const ReceivedFds &fds)
{
    if (fds.count != 3 || !parseProgram({g_buffer, size}, g_program))
        return false;
    for (std::size_t i = 0; i < 3; ++i)
        g_standard[i] = fds.at(i);
    return true;
}

/// The child's way to execve. No heap: the launcher's memory is shared until then.
[[noreturn]] void becomeProgram()
{
    const auto leave = [](SetupStep step) {
        g_report.step = step;
        g_report.sysErrno = errno;
        ::_exit(127);
    };
    // Each process of the last run has moved the numbers on: as far as it likes, which would be a message to this one.
    if (g_nextNumber != 0 && ::getpid() != g_nextNumber)
        leave(SetupStep::ProcessNumbers);
    if (::setsid() < 0)
        leave(SetupStep::Session);
    for (int i = 0; i < 3; ++i) {
        if (::dup2(g_standard[i], i) < 0)
            leave(SetupStep::Descriptors);
    }
    if (!setProgramLimits(g_program.request, g_enclosure.otherTasks))
        leave(SetupStep::ResourceLimits);
    if (::chdir(g_program.workFolder) < 0)
        leave(SetupStep::WorkFolder);
    if (!g_place.hasNamespaces() && (::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || applyRules(g_enclosure.rules.get()) < 0))
        leave(SetupStep::Landlock);
    mark(g_timeline, RunPoint::Executing);
    ::execve(g_program.arguments[0], g_program.arguments, g_program.environment);
    leave(SetupStep::Execute);
    __builtin_unreachable();
}

[[gnu::noinline]] pid_t startCold()
{
    const pid_t child = ::vfork();
    if (child == 0)
        becomeProgram();
    return child;
}

/// Kills and reaps what stands by for a warm start: nothing else is in this PID namespace now.
void dropStandby()
{
    ::kill(-1, SIGKILL);
    for (;;) {
        if (::waitpid(-1, nullptr, __WALL) > 0)
            g_nextNumber += g_nextNumber != 0 ? kNumbersPerBirth : 0;
        else if (errno != EINTR)
            return;
    }
}

/// Lets the keeper start the program, which becomes a child of this process. -1 when it did not, and why.
pid_t startWarm(int keeper, Status &status)
{
    StartWarmReply reply;
    ReceivedFds none;
    const pid_t expected = g_nextNumber != 0 ? g_nextNumber + kNumbersPerBirth - 1 : 0;
    int error =
        sendStruct(keeper, KeeperRequest{.kind = MessageKind::StartWarm, .expectedProcess = expected}, g_standard);
    if (error == 0)
        error = receiveStruct(keeper, reply, none);
    status = error == 0 ? reply.status : failed(SetupStep::WarmStart, "the keeper does not answer", error);
    return ok(status) ? reply.process : -1;
}

/// Starts it warm when that is wanted and possible, else cold. Nothing else runs when it begins.
pid_t startProgram(int keeper, RunReply &reply)
{
    g_report.step = SetupStep::None;
    g_report.sysErrno = 0;
    if (g_program.request.warm != 0) {
        const pid_t program = startWarm(keeper, reply.warmStatus);
        if (program > 0) {
            reply.warm = 1;
            return program;
        }
        if (reply.warmStatus.sysErrno == ESTALE) {
            reply.warmStatus = Status{};
            g_report.step = SetupStep::ProcessNumbers;
            return -1;
        }
    }
    if (keeper >= 0)
        dropStandby();
    return startCold();
}

struct RunWatch {
    int socket = -1;
    int process = -1;
    const RunRequest &request;
    RunReply &reply;
    TreeWatch tree;
    struct stat input{}; ///< Its standard input.
    unsigned looks = 0;
    int pause = kPollMilliseconds; ///< Until the next look.
};

/// Whether the tree is over a limit that only this process watches.
bool isOverPolledLimit(RunWatch &watch)
{
    const std::uint64_t limit = watch.request.memoryBytes;
    const std::uint64_t files = g_place.hasNamespaces() ? scratchContent().bytes : 0; // else they are on the disk
    const TreeUsage usage = watch.tree.read(limit > files ? limit - files : 0);
    watch.pause = usage.processes > 1 ? kCrowdPollMilliseconds : kPollMilliseconds;
    const std::uint64_t memory = usage.memoryBytes + files;
    if (memory > watch.reply.polledPeakBytes)
        watch.reply.polledPeakBytes = memory;
    watch.reply.overMemory = memory > limit ? 1 : 0;
    watch.reply.overCpu = usage.cpuMicroseconds > watch.request.cpuMicroseconds ? 1 : 0;
    if (!g_place.hasNamespaces()) {
        watch.reply.overProcesses = usage.tasks > watch.request.processes ? 1 : 0;
        if (watch.looks++ % kLooksPerFolderLook == 0)
            watch.reply.overDisk = isOverFolderLimits(g_place, watch.input) ? 1 : 0;
    }
    return watch.reply.overMemory != 0 || watch.reply.overCpu != 0 || watch.reply.overProcesses != 0 ||
           watch.reply.overDisk != 0;
}

/// With a PID namespace its programs end with this process.
[[noreturn]] void leave()
{
    if (!g_place.hasNamespaces())
        endPrograms();
    ::_exit(0);
}

/// Returns when the program has ended, was asked to be killed, went over a polled limit, or the engine is gone.
void waitForEnd(RunWatch &watch)
{
    const bool polled = watch.request.pollMemory != 0;
    for (;;) {
        pollfd files[2] = {{.fd = watch.process, .events = POLLIN, .revents = 0},
                           {.fd = watch.socket, .events = POLLIN, .revents = 0}};
        const int ready = ::poll(files, 2, polled ? watch.pause : -1);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready == 0 && isOverPolledLimit(watch))
            return;
        if (files[0].revents != 0)
            return;
        if (files[1].revents != 0) { // Kill, or the engine is gone: nothing else may come during a run
            ReceivedFds fds;
            if (receiveMessage(watch.socket, g_buffer, fds) <= 0)
                leave();
            return;
        }
    }
}

/// Kills and reaps everything in this PID namespace but the launcher itself. Most programs leave nothing behind, and
/// kill(-1) goes through every process of the host: it is only called when somebody is still there.
void endAll(pid_t program, RunReply &reply)
{
    bool killed = false;
    for (;;) {
        int status = 0;
        rusage usage{};
        const pid_t pid = ::wait4(-1, &status, killed ? __WALL : __WALL | WNOHANG, &usage);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0) // ECHILD: whoever loses its parent becomes the launcher's child, so nobody is left
            return;
        if (pid == 0) {
            ::kill(-1, SIGKILL);
            killed = true;
            continue;
        }
        if (pid == program)
            reply.waitStatus = status;
        reply.cpuMicroseconds += microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
        const auto resident = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
        if (resident > reply.maxRssBytes)
            reply.maxRssBytes = resident;
    }
}

/// What the run has left in /w and /tmp.
void checkScratch(const ScratchContent &emptyScratch, RunReply &reply)
{
    const bool isTouched = g_witness->isTouched();
    // Where nothing was, and nothing was done to the folders, nothing is: no need to ask.
    const bool isEmpty = !isTouched && g_witness->content() == emptyScratch;
    const ScratchContent content = isEmpty ? emptyScratch : scratchContent();
    reply.scratchUsed = isTouched || content != emptyScratch ? 1 : 0;
    reply.scratchBytes = content.bytes;
    if (reply.scratchUsed != 0 || !g_witness->isLasting())
        g_witness.reset();
}

RunReply runProgram(int socket, int keeper, ReceivedFds &fds, const ScratchContent &emptyScratch)
{
    RunReply reply;
    g_timeline = g_program.request.wantTimeline != 0 ? &reply.timeline : nullptr;
    mark(g_timeline, RunPoint::Received);
    if (g_place.hasNamespaces() && !g_witness)
        g_witness.emplace();
    struct stat input{};
    (void)::fstat(g_standard[0], &input);
    const std::uint64_t start = monotonicMicroseconds();
    const pid_t program = startProgram(keeper, reply);
    mark(g_timeline, RunPoint::Executed);
    fds = ReceivedFds{}; // the engine sees the end of the outputs as soon as the program has gone
    if (program < 0) {
        reply.failedStep = g_report.step != SetupStep::None ? g_report.step : SetupStep::StartLauncher;
        reply.sysErrno = errno;
        return reply;
    }
    if (g_report.step == SetupStep::None) {
        const UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, program, 0)));
        RunWatch watch{.socket = socket,
                       .process = process.get(),
                       .request = g_program.request,
                       .reply = reply,
                       .tree = g_place.hasNamespaces() ? TreeWatch(g_treeProc.get(), TreeScope::PidNamespace)
                                                       : TreeWatch(g_enclosure.proc.get(), TreeScope::Descendants),
                       .input = input};
        waitForEnd(watch);
        reply.cpuMicroseconds = watch.tree.lostCpuMicroseconds();
    }
    mark(g_timeline, RunPoint::Ended);
    endAll(program, reply);
    g_nextNumber = g_place.hasNamespaces() ? program + 1 : 0;
    mark(g_timeline, RunPoint::Reaped);
    reply.wallMicroseconds = monotonicMicroseconds() - start;
    reply.failedStep = g_report.step;
    reply.sysErrno = g_report.sysErrno;
    reply.scratchUsed = 1; // without namespaces nothing tells cheaply whether it was
    if (g_witness)
        checkScratch(emptyScratch, reply);
    mark(g_timeline, RunPoint::ScratchChecked);
    return reply;
}

/// Sleeps until the engine has sent something to do. Ends this process when the engine is gone.
void waitForWork()
{
    if (::syscall(kHandOverCall) != 0)
        leave();
}

[[noreturn]] void serve(int socket)
{
    const ScratchContent emptyScratch = g_place.hasNamespaces() ? scratchContent() : ScratchContent{};
    UniqueFd keeper;
    waitForWork();
    for (;;) {
        ReceivedFds fds;
        const long size = receiveMessage(socket, g_buffer, fds);
        if (size <= 0)
            leave();
        if (static_cast<std::size_t>(size) < sizeof(MessageKind))
            continue;
        MessageKind kind{};
        std::memcpy(&kind, g_buffer, sizeof kind);
        if (kind == MessageKind::AdoptKeeper)
            keeper = fds.take(0);
        if (kind != MessageKind::Run) // a Kill for a run that has ended meanwhile
            continue;
        RunReply reply;
        if (parseRun(static_cast<std::size_t>(size), fds))
            reply = runProgram(socket, keeper.get(), fds, emptyScratch);
        else
            reply = RunReply{.failedStep = SetupStep::Request, .sysErrno = EINVAL};
        if (sendStruct(socket, reply) != 0)
            leave();
        waitForWork();
    }
}

Status setUp(int socket, int programFile, std::span<const int> cgroupFiles, UniqueFd &listener, UniqueFd &pidNamespace)
{
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || ::prctl(PR_SET_DUMPABLE, 0) < 0)
        return failed(SetupStep::Identity, "prctl");
    if (!setCommonLimits())
        return failed(SetupStep::ResourceLimits, "prlimit");
    ::umask(022);
    resetSignals();
    if (!g_place.hasNamespaces()) {
        const Status status = enclose(g_place, {{socket, programFile}}, g_enclosure);
        return ok(status) ? loadFilter(programFile, listener) : status;
    }
    if (const Status status = enterCgroups(cgroupFiles); !ok(status))
        return status;
    if (const Status status = mountProc(); !ok(status))
        return status;
    if (const Status status = cgroupFiles.empty() ? openTreeProc(g_treeProc) : Status{}; !ok(status))
        return status;
    if (const Status status = dropCapabilities(); !ok(status))
        return status;
    const int treeProc = g_treeProc ? g_treeProc.get() : socket;
    if (const Status status = keepOnly({{socket, programFile, treeProc}}); !ok(status))
        return status;
    if (!cgroupFiles.empty()) { // for a keeper, which there is only then
        pidNamespace.reset(::open("/proc/self/ns/pid", O_RDONLY | O_CLOEXEC));
        if (!pidNamespace)
            return failed(SetupStep::Namespaces, "/proc/self/ns/pid");
    }
    return loadFilter(programFile, listener);
}

} // namespace

void runLauncher(int socket, int programFile, std::span<const int> cgroupFiles, const Place &place)
{
    g_place = place;
    UniqueFd listener;
    UniqueFd pidNamespace;
    const Status status = setUp(socket, programFile, cgroupFiles, listener, pidNamespace);
    const int attached[2] = {listener.get(), pidNamespace.get()};
    const std::size_t count = !ok(status) ? 0 : pidNamespace ? 2 : 1;
    const int sent = sendStruct(socket, status, std::span<const int>(attached, count));
    if (sent != 0 || !ok(status))
        ::_exit(1);
    listener.reset();
    pidNamespace.reset();
    ::close(programFile);
    serve(socket);
}

} // namespace assay::sandbox::helper
