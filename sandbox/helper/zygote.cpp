// SPDX-License-Identifier: GPL-3.0-or-later
// Zygote: an interpreter that has started up and stands before its script, to be forked once for each run.
#include "sandbox/helper/zygote.h"

#include "sandbox/helper/process_view.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/zygote_start.h"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

constexpr std::size_t kMaxFolder = 256;
constexpr std::size_t kVectors = 1024; ///< IOV_MAX
/// What a function may use below its stack pointer (System V ABI, AMD64).
constexpr std::uint64_t kRedZone = 128;
/// struct robust_list_head: what glibc gives to set_robust_list.
constexpr std::uint64_t kRobustListSize = 24;

/// Arguments of the system calls that a zygote and its children are made to do. It lies below the stack of the zygote,
/// where the next function that it calls writes over it.
struct Note {
    msghdr header;
    iovec part;
    char byte[8];
    alignas(cmsghdr) char control[CMSG_SPACE(3 * sizeof(int))];
    char root[8];
    char workFolder[kMaxFolder];
};

Status failedWith(int error, const char *what)
{
    return failed(SetupStep::WarmStart, what, error);
}

std::uint64_t offsetIn(std::uint64_t note, std::size_t member)
{
    return note + member;
}

Note makeNote(std::uint64_t address, const char *workFolder)
{
    Note note{};
    const auto at = [address](std::size_t member) { return reinterpret_cast<void *>(offsetIn(address, member)); };
    note.header.msg_iov = static_cast<iovec *>(at(offsetof(Note, part)));
    note.header.msg_iovlen = 1;
    note.header.msg_control = at(offsetof(Note, control));
    note.header.msg_controllen = sizeof note.control;
    note.part = {.iov_base = at(offsetof(Note, byte)), .iov_len = 1};
    note.root[0] = '/';
    std::snprintf(note.workFolder, sizeof note.workFolder, "%s", workFolder);
    return note;
}

/// Whether these are the numbers of standard input, output and error, in that order.
bool areStreams(const Note &note)
{
    const auto *header = reinterpret_cast<const cmsghdr *>(note.control);
    int numbers[3] = {};
    std::memcpy(numbers, CMSG_DATA(header), sizeof numbers);
    return header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
           header->cmsg_len == CMSG_LEN(sizeof numbers) && numbers[0] == 0 && numbers[1] == 1 && numbers[2] == 2;
}

} // namespace

StreamKind StreamKind::of(int descriptor)
{
    struct stat info{};
    if (::fstat(descriptor, &info) < 0)
        return {};
    return {.type = info.st_mode & S_IFMT,
            .device = info.st_rdev,
            .blockSize = info.st_blksize,
            .position = ::lseek(descriptor, 0, SEEK_CUR)};
}

Status Zygote::start(const Program &program, const KeeperFiles &files, int standardInput, UniqueFd &listener)
{
    const char *script = program.arguments[program.request.scriptArgument];
    if (std::strlen(program.workFolder) >= kMaxFolder)
        return failedWith(ENAMETOOLONG, "work folder");
    UniqueFd inside;
    if (const int error = makeSocketPair(m_passage, inside); error != 0)
        return failedWith(error, "socketpair");
    int pipe[2] = {-1, -1};
    if (::pipe2(pipe, O_CLOEXEC) < 0)
        return failedWith(errno, "pipe");
    const UniqueFd outputRead(pipe[0]);
    const UniqueFd outputWrite(pipe[1]);
    const int streams[3] = {standardInput, outputWrite.get(), outputWrite.get()};
    std::ranges::transform(streams, m_kinds, StreamKind::of);
    m_passageInside = inside.get();
    m_process = ::fork();
    if (m_process < 0)
        return failedWith(errno, "fork");
    if (m_process == 0)
        becomeInterpreter(program, files, streams, m_passageInside);
    inside.reset(); // if it dies, the passage closes

    if (const Status status = waitForStart(listener); !ok(status))
        return status;
    if (const Status status = runToScript(script); !ok(status))
        return status;
    if (m_kinds[0] != StreamKind::of(standardInput))
        return failedWith(EBUSY, "it read its input while it started");
    if (const Status status = leaveStart(program.workFolder); !ok(status))
        return status;
    return inspect(outputRead.get());
}

Status Zygote::waitForStart(UniqueFd &listener)
{
    Status status;
    ReceivedFds received;
    if (const int error = receiveStruct(m_passage.get(), status, received); error != 0)
        return failedWith(error, "it did not start");
    if (!ok(status))
        return status;
    listener = received.take(0);
    TraceStop stop;
    if (const int error = waitForStop(m_process, stop); error != 0)
        return failedWith(error, "it could not be executed");
    return {};
}

Status Zygote::runToScript(const char *script)
{
    StartTrace trace{.process = m_process, .script = script};
    if (const Status status = traceStart(trace); !ok(status))
        return status;
    m_registers = trace.registers;
    m_threadId = trace.threadId;
    m_robustList = trace.robustList;
    return {};
}

/// It keeps nothing of its own start: neither its streams nor its work folder.
Status Zygote::leaveStart(const char *workFolder)
{
    m_note = (m_registers.rsp - kRedZone - sizeof(Note)) & ~std::uint64_t{63};
    const Note note = makeNote(m_note, workFolder);
    if (const int error = writeMemory(m_process, m_note, std::as_bytes(std::span<const Note, 1>(&note, 1))); error != 0)
        return failedWith(error, "stack");
    for (const SystemCall &call :
         {SystemCall{SYS_close_range, {0, 2, 0}}, SystemCall{SYS_chdir, {offsetIn(m_note, offsetof(Note, root))}}}) {
        long result = 0;
        const int error = inject(m_process, m_registers, call, result);
        if (error != 0 || result != 0)
            return failedWith(error != 0 ? error : static_cast<int>(-result), "leaving the start behind");
    }
    return {};
}

/// Whether its children can be what programs are that start by themselves; and what of its memory they get.
Status Zygote::inspect(int output)
{
    int written = 0;
    if (::ioctl(output, FIONREAD, &written) < 0 || written != 0)
        return failedWith(EBUSY, "it wrote something while it started");
    UniqueFd proc;
    if (const Status status = openOwnProc(proc); !ok(status))
        return status;
    const int kept[1] = {m_passageInside};
    if (const Status status = requireDescriptors(proc, m_process, kept); !ok(status))
        return status;
    PrivateMemory memory;
    if (const Status status = readPrivateMemory(proc, m_process, memory); !ok(status))
        return status;
    for (const std::uint64_t page : memory.writablePages) {
        // The kernel writes the thread's number into each child: that is not to be overwritten with the zygote's.
        const std::uint64_t address = m_threadId / 8 == page / 8 ? page + 8 : page;
        m_pages.push_back({.iov_base = reinterpret_cast<void *>(address), .iov_len = 1});
    }
    m_pageBytes.resize(m_pages.size());
    for (std::size_t i = 0; i < m_pages.size(); i += kVectors) {
        const std::size_t count = std::min(kVectors, m_pages.size() - i);
        const iovec local{.iov_base = &m_pageBytes[i], .iov_len = count};
        if (::process_vm_readv(m_process, &local, 1, &m_pages[i], count, 0) != static_cast<ssize_t>(count))
            return failedWith(errno, "reading its memory");
    }
    const std::uint64_t writable = memory.writablePages.size() * kPageSize;
    m_ownBytes = writable + memory.pageTableBytes;
    m_childBytes = writable + memory.readOnlyBytes + memory.pageTableBytes;
    return {};
}

/// A child shares its pages with the zygote until it writes to them, and would hold less than a program that was started
/// by itself, and then ever more. With a copy of each page it holds the same from the start: one byte of each is written
/// as it is. This takes place before a run, not in it.
Status Zygote::copyMemory(pid_t child) const
{
    for (std::size_t i = 0; i < m_pages.size(); i += kVectors) {
        const std::size_t count = std::min(kVectors, m_pages.size() - i);
        const iovec local{.iov_base = const_cast<std::byte *>(&m_pageBytes[i]), .iov_len = count};
        if (::process_vm_writev(child, &local, 1, &m_pages[i], count, 0) != static_cast<ssize_t>(count))
            return failedWith(errno, "copying its memory");
    }
    return {};
}

Status Zygote::bear(pid_t &child)
{
    // A process that is born into another PID namespace is nobody's child there. The launcher becomes its parent as the
    // parent of orphans: so it is born by a helper, which shares the zygote's memory for that moment, and dies.
    pid_t midwife = -1;
    int error = injectClone(m_process, m_registers, {SYS_clone, {CLONE_VM | CLONE_PARENT}}, midwife);
    if (error == 0)
        error = finishClone(m_process);
    // As glibc's fork does it: the child's number goes where glibc keeps that of the thread.
    constexpr std::uint64_t flags = CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
    if (error == 0)
        error = injectClone(midwife, m_registers, {SYS_clone, {flags, 0, 0, m_threadId}}, child);
    if (midwife > 0)
        endTracee(midwife);
    if (error != 0)
        return failedWith(error, "fork of the interpreter");
    if (const Status status = copyMemory(child); !ok(status))
        return status;
    for (const SystemCall &call :
         {SystemCall{SYS_setsid, {}}, SystemCall{SYS_set_robust_list, {m_robustList, kRobustListSize}}}) {
        long result = 0;
        error = inject(child, m_registers, call, result);
        if (error != 0 || result < 0)
            return failedWith(error != 0 ? error : static_cast<int>(-result), "its session");
    }
    return {};
}

/// The lowest free numbers are 0, 1 and 2: that is where they arrive.
Status Zygote::receiveStreams(pid_t child, std::span<const int, 3> streams) const
{
    const std::byte byte{};
    int error = sendMessage(m_passage.get(), {&byte, 1}, streams);
    long result = 0;
    const auto passage = static_cast<std::uint64_t>(m_passageInside);
    if (error == 0)
        error = inject(child, m_registers, {SYS_recvmsg, {passage, m_note, MSG_DONTWAIT}}, result);
    Note note{};
    if (error == 0)
        error = readMemory(child, m_note, std::as_writable_bytes(std::span<Note, 1>(&note, 1)));
    if (error != 0 || result != 1 || !areStreams(note))
        return failedWith(error != 0 ? error : EPROTO, "its standard streams");
    return {};
}

Status Zygote::release(pid_t child, std::int32_t expected, std::span<const int, 3> streams, std::int32_t &process)
{
    int error = readMemory(child, m_threadId, std::as_writable_bytes(std::span<std::int32_t, 1>(&process, 1)));
    if (error != 0)
        return failedWith(error, "its process number");
    if (expected != 0 && process != expected) // processes of the last run have moved the numbers on
        return failedWith(ESTALE, "its process number");
    for (std::size_t i = 0; i < 3; ++i) {
        if (StreamKind::of(streams[i]) != m_kinds[i])
            return failedWith(EXDEV, "a standard stream of another kind than the interpreter saw at its start");
    }
    if (const Status status = receiveStreams(child, streams); !ok(status))
        return status;
    for (const SystemCall &call : {SystemCall{SYS_close, {static_cast<std::uint64_t>(m_passageInside)}},
                                   SystemCall{SYS_chdir, {offsetIn(m_note, offsetof(Note, workFolder))}}}) {
        long result = 0;
        error = inject(child, m_registers, call, result);
        if (error != 0 || result != 0)
            return failedWith(error != 0 ? error : static_cast<int>(-result), "its work folder");
    }
    error = writeRegisters(child, m_registers);
    if (error == 0 && ::ptrace(PTRACE_DETACH, child, nullptr, nullptr) < 0)
        error = errno;
    return error == 0 ? Status{} : failedWith(error, "letting it go");
}

} // namespace assay::sandbox::helper
