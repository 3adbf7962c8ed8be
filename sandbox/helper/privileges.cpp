// SPDX-License-Identifier: GPL-3.0-or-later
// Giving up what a process of the container must not have.
#include "sandbox/helper/privileges.h"

#include "sandbox/helper/setup_status.h"

#include <cstring>

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

int writeProcFile(pid_t process, const char *name, const char *text)
{
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/%s", process, name);
    const UniqueFd fd(::open(path, O_WRONLY | O_CLOEXEC));
    if (!fd)
        return -1;
    const auto size = static_cast<ssize_t>(std::strlen(text));
    return ::write(fd.get(), text, static_cast<std::size_t>(size)) == size ? 0 : -1;
}

} // namespace

Status mapIds(pid_t process, uid_t hostUid, gid_t hostGid)
{
    char line[48];
    if (writeProcFile(process, "setgroups", "deny") < 0)
        return failed(SetupStep::MapIds, "setgroups");
    std::snprintf(line, sizeof line, "%u %u 1", kInnerId, hostUid);
    if (writeProcFile(process, "uid_map", line) < 0)
        return failed(SetupStep::MapIds, "uid_map");
    std::snprintf(line, sizeof line, "%u %u 1", kInnerId, hostGid);
    if (writeProcFile(process, "gid_map", line) < 0)
        return failed(SetupStep::MapIds, "gid_map");
    return {};
}

Status becomeInner()
{
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
        return failed(SetupStep::Identity, "PR_SET_PDEATHSIG");
    if (::syscall(SYS_setresgid, kInnerId, kInnerId, kInnerId) < 0 ||
        ::syscall(SYS_setresuid, kInnerId, kInnerId, kInnerId) < 0)
        return failed(SetupStep::Identity, "setresuid");
    // A change of uid resets both of these.
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || ::prctl(PR_SET_DUMPABLE, 0) < 0)
        return failed(SetupStep::Identity, "PR_SET_DUMPABLE");
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return failed(SetupStep::Identity, "PR_SET_NO_NEW_PRIVS");
    return {};
}

Status forgetKeys()
{
    if (::syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) < 0)
        return errno == ENOSYS ? Status{} : failed(SetupStep::Privileges, "session keyring");
    for (const int keyring : {KEY_SPEC_USER_KEYRING, KEY_SPEC_USER_SESSION_KEYRING}) {
        if (::syscall(SYS_keyctl, KEYCTL_CLEAR, keyring) < 0)
            return failed(SetupStep::Privileges, "user keyring");
    }
    const long persistent = ::syscall(SYS_keyctl, KEYCTL_GET_PERSISTENT, -1, KEY_SPEC_PROCESS_KEYRING);
    if (persistent < 0 ? errno != EOPNOTSUPP : ::syscall(SYS_keyctl, KEYCTL_CLEAR, persistent) < 0)
        return failed(SetupStep::Privileges, "persistent keyring");
    return {};
}

Status dropCapabilities(std::uint32_t kept)
{
    for (unsigned long capability = 0; ::prctl(PR_CAPBSET_READ, capability) >= 0; ++capability) {
        if (::prctl(PR_CAPBSET_DROP, capability) < 0)
            return failed(SetupStep::Privileges, "PR_CAPBSET_DROP");
    }
    __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {};
    sets[0].effective = sets[0].permitted = kept;
    if (::syscall(SYS_capset, &header, sets) < 0)
        return failed(SetupStep::Privileges, "capset");
    return {};
}

Status keepOnly(std::span<const int> keep)
{
    const UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!null)
        return failed(SetupStep::Descriptors, "/dev/null");
    for (int fd = 0; fd < 3; ++fd) {
        if (::dup2(null.get(), fd) < 0)
            return failed(SetupStep::Descriptors, "dup2");
    }
    unsigned first = 3;
    for (;;) { // close the numbers up to the next one that is kept
        unsigned next = ~0U;
        for (const int fd : keep) {
            const auto kept = static_cast<unsigned>(fd);
            if (kept >= first && kept < next)
                next = kept;
        }
        if (next == ~0U)
            break;
        if (next > first && ::syscall(SYS_close_range, first, next - 1, 0) < 0)
            return failed(SetupStep::Descriptors, "close_range");
        first = next + 1;
    }
    // `null` may be among what is closed here: its destructor then closes a number that nobody has taken.
    if (::syscall(SYS_close_range, first, ~0U, 0) < 0)
        return failed(SetupStep::Descriptors, "close_range");
    return {};
}

Status loadFilter(int programFile, UniqueFd &listener)
{
    struct stat info{};
    if (::fstat(programFile, &info) < 0 || info.st_size <= 0)
        return failed(SetupStep::LoadFilter, "program size");
    const auto size = static_cast<std::size_t>(info.st_size);
    void *memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, programFile, 0);
    if (memory == MAP_FAILED)
        return failed(SetupStep::LoadFilter, "mmap");
    const sock_fprog program{.len = static_cast<unsigned short>(size / sizeof(sock_filter)),
                             .filter = static_cast<sock_filter *>(memory)};
    const long fd = ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    const int sysErrno = errno;
    ::munmap(memory, size);
    if (fd < 0)
        return failed(SetupStep::LoadFilter, "seccomp", sysErrno);
    listener.reset(static_cast<int>(fd));
    return {};
}

} // namespace assay::sandbox::helper
