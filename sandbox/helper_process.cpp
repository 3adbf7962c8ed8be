// SPDX-License-Identifier: GPL-3.0-or-later
// HelperProcess: one running assay-sandbox and the socket to it.
#include "sandbox/helper_process.h"

#include "sandbox/helper_protocol.h"
#include "sandbox/seqpacket.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace assay::sandbox {

namespace {

/// A duplicate of `fd` whose number is out of the way of the numbers that the helper is started with.
UniqueFd highDuplicate(int fd)
{
    return UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, kHelperSocket + 1));
}

Result<pid_t> spawn(const std::filesystem::path &program, const UniqueFd &socket)
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
    std::error_code noFolder;
    std::string scratch = "TMPDIR=" + std::filesystem::temp_directory_path(noFolder).string();
    char *environment[] = {scratch.data(), nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, name.c_str(), &actions, &attributes, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return fail(error == ENOENT ? Errc::NotFound : Errc::Sandbox, "starting " + name, error);
    return pid;
}

/// Whether the process of that pidfd has ended within that time; 0 only looks.
bool hasEnded(int handle, Milliseconds time)
{
    pollfd file{.fd = handle, .events = POLLIN, .revents = 0};
    int ready = 0;
    do {
        ready = ::poll(&file, 1, static_cast<int>(time.count()));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

} // namespace

void limitPatience(const UniqueFd &socket, Milliseconds patience)
{
    const timeval time{.tv_sec = patience.count() / 1000, .tv_usec = patience.count() % 1000 * 1000};
    (void)::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    (void)::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

Result<HelperProcess> HelperProcess::start(const std::filesystem::path &program, Milliseconds patience)
{
    UniqueFd ours;
    UniqueFd helpers;
    if (const int error = makeSocketPair(ours, helpers); error != 0)
        return fail(Errc::Sandbox, "socketpair", error);
    limitPatience(ours, patience);
    const pid_t pid = TRY(spawn(program, helpers));
    UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (!handle) {
        const int error = errno;
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return fail(Errc::Sandbox, "pidfd_open", error);
    }
    return HelperProcess(std::move(ours), std::move(handle), pid, patience);
}

HelperProcess::~HelperProcess()
{
    if (m_pid < 0)
        return;
    m_socket.reset(); // it clears up and ends
    if (!hasEnded(m_handle.get(), m_patience))
        kill();
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {
    }
}

bool HelperProcess::isAlive() const
{
    return !hasEnded(m_handle.get(), Milliseconds{0});
}

void HelperProcess::kill()
{
    ::syscall(SYS_pidfd_send_signal, m_handle.get(), SIGKILL, nullptr, 0);
}

} // namespace assay::sandbox
