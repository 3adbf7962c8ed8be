// SPDX-License-Identifier: GPL-3.0-or-later
// What this host lets the helper do: each thing is done once, in a process of its own that ends with it.
#include "sandbox/helper/host_trial.h"

#include "base/unique_fd.h"
#include "sandbox/helper/host_ids.h"
#include "sandbox/helper/landlock.h"
#include "sandbox/helper/privileges.h"
#include "sandbox/helper/setup_status.h"

#include <cstddef>
#include <cstring>

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Where a file system is mounted for a trial: any folder that exists, seen by the trial's own mount namespace alone.
constexpr const char *kAnyFolder = "/tmp";

Status trialFailed(const char *what, int sysErrno = errno)
{
    return failed(SetupStep::Trial, what, sysErrno);
}

/// Runs `trial` in a child and gives what it returned.
Status inChild(Status (*trial)())
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) < 0)
        return trialFailed("pipe");
    const UniqueFd readEnd(ends[0]);
    UniqueFd writeEnd(ends[1]);
    const pid_t child = ::fork();
    if (child < 0)
        return trialFailed("fork");
    if (child == 0) {
        (void)::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const Status status = trial();
        ::_exit(::write(writeEnd.get(), &status, sizeof status) == sizeof status ? 0 : 1);
    }
    writeEnd.reset();
    Status status;
    const ssize_t size = ::read(readEnd.get(), &status, sizeof status);
    int end = 0;
    while (::waitpid(child, &end, 0) < 0 && errno == EINTR) {
    }
    if (size != static_cast<ssize_t>(sizeof status))
        return trialFailed(WIFSIGNALED(end) ? ::strsignal(WTERMSIG(end)) : "the trial process ended early", 0);
    return status;
}

Status enterNamespaces(int flags)
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(CLONE_NEWUSER) < 0)
        return trialFailed("unshare(CLONE_NEWUSER)");
    if (const Status status = mapIds(::getpid(), user, group); !ok(status))
        return status;
    if (flags != 0 && ::unshare(flags) < 0)
        return trialFailed("unshare");
    if ((flags & CLONE_NEWNS) != 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) < 0)
        return trialFailed("making mounts private");
    return {};
}

Status tryUserNamespace()
{
    return enterNamespaces(0);
}

Status tryMountNamespace()
{
    return enterNamespaces(CLONE_NEWNS);
}

Status checkFirstProcess()
{
    return ::getpid() == 1 ? Status{} : trialFailed("not process 1", EINVAL);
}

Status tryPidNamespace()
{
    const Status status = enterNamespaces(CLONE_NEWPID);
    return ok(status) ? inChild(checkFirstProcess) : status;
}

Status tryNetworkNamespace()
{
    return enterNamespaces(CLONE_NEWNET);
}

Status tryIpcNamespace()
{
    return enterNamespaces(CLONE_NEWIPC);
}

Status tryUtsNamespace()
{
    if (const Status status = enterNamespaces(CLONE_NEWUTS); !ok(status))
        return status;
    return ::sethostname("assay", 5) == 0 ? Status{} : trialFailed("sethostname");
}

Status tryCgroupNamespace()
{
    return enterNamespaces(CLONE_NEWCGROUP);
}

Status mountOwnProc()
{
    if (::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, "hidepid=invisible,subset=pid") < 0)
        return trialFailed("mounting proc");
    return ::access("/proc/1", F_OK) == 0 && ::access("/proc/meminfo", F_OK) < 0
               ? Status{}
               : trialFailed("the mounted proc shows more than it should", EINVAL);
}

Status tryProcMount()
{
    const Status status = enterNamespaces(CLONE_NEWNS | CLONE_NEWPID);
    return ok(status) ? inChild(mountOwnProc) : status;
}

/// A memory file system of 64 KiB and eight inodes must refuse a larger file, and a tenth one.
Status tryTmpfsLimits()
{
    if (const Status status = enterNamespaces(CLONE_NEWNS); !ok(status))
        return status;
    if (::mount("tmpfs", kAnyFolder, "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,nr_inodes=8,mode=0755") < 0)
        return trialFailed("mounting tmpfs");
    if (::chdir(kAnyFolder) < 0)
        return trialFailed(kAnyFolder);
    static char block[128 * 1024];
    const UniqueFd file(::open("file", O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    if (!file || ::write(file.get(), block, sizeof block) == static_cast<ssize_t>(sizeof block))
        return trialFailed("the size of a tmpfs is not limited", EINVAL);
    for (char name[] = "a"; name[0] <= 'j'; ++name[0]) {
        if (!UniqueFd(::open(name, O_CREAT | O_RDWR | O_CLOEXEC, 0600)))
            return errno == ENOSPC ? Status{} : trialFailed("making files in a tmpfs");
    }
    return trialFailed("the number of files in a tmpfs is not limited", EINVAL);
}

Status askForParent()
{
    ::syscall(SYS_getppid); // stopped by the filter until the trial ends
    return trialFailed("a forbidden call was not stopped", EINVAL);
}

/// Loads a filter that reports one call to a listener, lets a child do that call, and reads the report.
Status tryFilter()
{
    sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog program{.len = std::size(instructions), .filter = instructions};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return trialFailed("PR_SET_NO_NEW_PRIVS");
    const UniqueFd listener(
        static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program)));
    if (!listener)
        return trialFailed("seccomp with a listener");
    const pid_t child = ::fork();
    if (child < 0)
        return trialFailed("fork");
    if (child == 0) {
        (void)askForParent();
        ::_exit(1);
    }
    pollfd ready{.fd = listener.get(), .events = POLLIN, .revents = 0};
    alignas(8) char memory[512] = {}; // room for what a newer kernel adds to seccomp_notif
    auto *notification = reinterpret_cast<seccomp_notif *>(memory);
    const bool reported = ::poll(&ready, 1, 10'000) == 1 && (ready.revents & POLLIN) != 0 &&
                          ::ioctl(listener.get(), SECCOMP_IOCTL_NOTIF_RECV, notification) == 0 &&
                          notification->data.nr == SYS_getppid;
    ::kill(child, SIGKILL);
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return reported ? Status{} : trialFailed("a forbidden call was not reported", EINVAL);
}

Status tryNoNewPrivileges()
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return trialFailed("PR_SET_NO_NEW_PRIVS");
    return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? Status{} : trialFailed("PR_GET_NO_NEW_PRIVS", EINVAL);
}

Status tryPidDescriptor()
{
    const pid_t child = ::fork();
    if (child < 0)
        return trialFailed("fork");
    if (child == 0) {
        for (;;)
            ::pause();
    }
    const UniqueFd descriptor(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    Status status;
    if (!descriptor)
        status = trialFailed("pidfd_open");
    else if (::syscall(SYS_pidfd_send_signal, descriptor.get(), SIGKILL, nullptr, 0) < 0)
        status = trialFailed("pidfd_send_signal");
    ::kill(child, SIGKILL);
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return status;
}

/// A child leaves a child of its own behind: both must come to this process.
Status trySubreaper()
{
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        return trialFailed("PR_SET_CHILD_SUBREAPER");
    const pid_t child = ::fork();
    if (child < 0)
        return trialFailed("fork");
    if (child == 0)
        ::_exit(::fork() < 0 ? 1 : 0);
    for (int expected = 0; expected < 2; ++expected) {
        int end = 0;
        if (::wait(&end) < 0 || end != 0)
            return trialFailed("an orphan did not come to its reaper", ECHILD);
    }
    return {};
}

/// An abstract socket of this process, made before it shuts itself in.
Status tryAbstractSocket(const UniqueFd &listening, const sockaddr_un &address, socklen_t length)
{
    const UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!listening || !client)
        return trialFailed("socket");
    if (::connect(client.get(), reinterpret_cast<const sockaddr *>(&address), length) == 0)
        return trialFailed("abstract sockets are within reach", EINVAL);
    return errno == EPERM ? Status{} : trialFailed("connect");
}

Status tryLandlock()
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    constexpr auto kLength = static_cast<socklen_t>(sizeof(sa_family_t)); // a name of the kernel's choice
    const UniqueFd listening(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    socklen_t length = sizeof address;
    if (!listening || ::bind(listening.get(), reinterpret_cast<const sockaddr *>(&address), kLength) < 0 ||
        ::listen(listening.get(), 1) < 0 ||
        ::getsockname(listening.get(), reinterpret_cast<sockaddr *>(&address), &length) < 0)
        return trialFailed("abstract socket");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return trialFailed("PR_SET_NO_NEW_PRIVS");
    if (const Status status = restrictToNothing(); !ok(status))
        return status;
    if (UniqueFd(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) || errno != EACCES)
        return trialFailed("files are within reach", EINVAL);
    if (::kill(::getppid(), 0) == 0 || errno != EPERM)
        return trialFailed("processes outside are within reach", EINVAL);
    return tryAbstractSocket(listening, address, length);
}

Status tryOwnUser()
{
    if (::geteuid() != 0)
        return trialFailed("only root can give each container a user of its own: all run as this user", 0);
    HostIds ids;
    if (const Status status = takeHostIds(ids); !ok(status))
        return status;
    return ids.uid != 0 ? Status{} : trialFailed("this user namespace has no range of user ids", 0);
}

} // namespace

void tryHost(HostTrialReply &reply)
{
    constexpr Status (*kTrials[kHostTrials])() = {
        tryUserNamespace,   tryMountNamespace,  tryPidNamespace, tryNetworkNamespace, tryIpcNamespace,
        tryUtsNamespace,    tryCgroupNamespace, tryProcMount,    tryTmpfsLimits,      tryFilter,
        tryNoNewPrivileges, tryPidDescriptor,   trySubreaper,    tryLandlock,         tryOwnUser,
    };
    for (std::size_t i = 0; i < kHostTrials; ++i)
        reply.trials[i] = inChild(kTrials[i]);
    reply.landlockAbi = landlockAbi();
}

} // namespace assay::sandbox::helper
