// SPDX-License-Identifier: GPL-3.0-or-later
// A holder without namespaces: an ordinary process whose programs live in a private folder, enclosed by Landlock.
#include "sandbox/helper/folder_holder.h"

#include "sandbox/helper/box_files.h"
#include "sandbox/helper/landlock.h"
#include "sandbox/helper/privileges.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/strays.h"
#include "sandbox/seqpacket.h"

#include <cstring>

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

Status becomeUser(const HostIds &ids)
{
    if (ids.uid == ::geteuid())
        return {};
    if (::setgroups(0, nullptr) < 0 || ::setresgid(ids.gid, ids.gid, ids.gid) < 0 ||
        ::setresuid(ids.uid, ids.uid, ids.uid) < 0)
        return failed(SetupStep::Identity, "setresuid");
    return {};
}

Status setUp(const HostIds &ids, int socket, int life)
{
    if (const Status status = becomeUser(ids); !ok(status))
        return status;
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || ::prctl(PR_SET_DUMPABLE, 0) < 0 ||
        ::prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        return failed(SetupStep::Identity, "prctl");
    if (const Status status = keepOnly({{socket, life}}); !ok(status))
        return status;
    return encloseSignals();
}

[[noreturn]] void run(const HostIds &ids, int socket, int life, const Place &place)
{
    const Status status = setUp(ids, socket, life);
    if (sendStruct(socket, status) != 0 || !ok(status)) {
        removePrivateFolder(place.folder);
        ::_exit(1);
    }
    useBoxRoot(place.folder);
    serveHolder(socket, life, place);
}

} // namespace

void endPrograms()
{
    ::kill(-1, SIGKILL);
    while (::waitpid(-1, nullptr, __WALL) > 0 || errno == EINTR) {
    }
}

Status startFolderHolder(const char *parent, Holder &holder)
{
    if (const Status status = takeHostIds(holder.ids); !ok(status))
        return status;
    if (holder.ids.uid == 0)
        return failed(SetupStep::Identity, "root's programs need a user of their own", EPERM);
    UniqueFd holderEnd;
    if (const int error = makeSocketPair(holderEnd, holder.engineEnd); error != 0)
        return failed(SetupStep::StartLauncher, "socketpair", error);
    int pipe[2] = {-1, -1};
    if (::pipe2(pipe, O_CLOEXEC) < 0)
        return failed(SetupStep::StartLauncher, "pipe");
    const UniqueFd life(pipe[0]);
    holder.life.reset(pipe[1]);
    static Place place;
    place = Place{.sharesUser = holder.ids.uid == ::geteuid()};
    if (const Status status = makePrivateFolder(parent, holder.ids, place.folder); !ok(status))
        return status;
    std::memcpy(holder.folder, place.folder, sizeof holder.folder);
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) < 0) // for what a holder that was killed leaves
        return failed(SetupStep::Identity, "PR_SET_CHILD_SUBREAPER");
    const pid_t pid = ::fork();
    if (pid < 0)
        return failed(SetupStep::StartLauncher, "fork");
    if (pid == 0) {
        holder.life.reset();
        holder.engineEnd.reset();
        run(holder.ids, holderEnd.get(), life.get(), place);
    }
    holder.pid = pid;
    return {};
}

bool endFolderHolder(Holder &holder, int patienceMilliseconds)
{
    holder.life.reset();
    if (holder.pid > 0) {
        const UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, holder.pid, 0)));
        pollfd file{.fd = handle.get(), .events = POLLIN, .revents = 0};
        if (::poll(&file, 1, patienceMilliseconds) != 1)
            ::kill(holder.pid, SIGKILL);
        if (::poll(&file, 1, patienceMilliseconds) != 1)
            return false;
        while (::waitpid(holder.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        holder.pid = -1;
    }
    return true;
}

} // namespace assay::sandbox::helper
