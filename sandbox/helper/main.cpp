// SPDX-License-Identifier: GPL-3.0-or-later
// assay-sandbox: the manager. Small and single-threaded; makes containers for the engine and clears up after it.
#include "sandbox/helper/cgroup_tree.h"
#include "sandbox/helper/folder_holder.h"
#include "sandbox/helper/holder.h"
#include "sandbox/helper/host_trial.h"
#include "sandbox/helper/private_folder.h"
#include "sandbox/helper/requests.h"
#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/strays.h"
#include "sandbox/helper/syscall_policy.h"
#include "sandbox/helper/trial_program.h"
#include "sandbox/seqpacket.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <vector>

#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// How long a killed container may take to be gone. One that takes longer hangs in the kernel, and nobody waits for it.
constexpr int kDeathPatienceMilliseconds = 2'000;

struct Container {
    Holder holder;
    ContainerCgroups cgroups;
};

/// Where containers without namespaces keep their files.
const char *scratchParent()
{
    const char *folder = std::getenv("TMPDIR");
    return folder != nullptr && *folder == '/' ? folder : "/tmp";
}

/// What helpers have left that were killed together with all their processes.
void removeLeftovers()
{
    if (!hasStaleFolders(scratchParent()))
        return;
    killStrays();
    removeStaleFolders(scratchParent());
}

/// Whether the killed child has been reaped within that time.
bool isReaped(pid_t child, int milliseconds)
{
    const UniqueFd handle(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd file{.fd = handle.get(), .events = POLLIN, .revents = 0};
    (void)::poll(&file, 1, milliseconds);
    pid_t reaped = 0;
    while ((reaped = ::waitpid(child, nullptr, WNOHANG)) < 0 && errno == EINTR) {
    }
    return reaped != 0;
}

class Manager
{
public:
    explicit Manager(int socket)
        : m_socket(socket)
    {
    }
    Manager(const Manager &) = delete;
    Manager &operator=(const Manager &) = delete;
    ~Manager()
    {
        for (auto &[index, container] : m_containers)
            destroy(container);
    }

    /// Until the engine is gone.
    void serve()
    {
        alignas(ContainerRequest) static std::byte buffer[kMaxMessage];
        for (;;) {
            ReceivedFds fds;
            const long size = receiveMessage(m_socket, buffer, fds);
            clearUpTheDying();
            if (size <= 0 || !answer({buffer, static_cast<std::size_t>(size)}))
                return;
        }
    }

private:
    bool answer(std::span<const std::byte> message)
    {
        const auto request = parseManagerRequest(message);
        if (!request)
            return sendStruct(m_socket, failed(SetupStep::Request, "malformed request", EPROTO)) == 0;
        if (request->kind == MessageKind::CompilePolicy)
            return compile(request->policy);
        if (request->kind == MessageKind::TryHost)
            return tryEverything();
        return request->kind == MessageKind::CreateContainer ? create(request->container) : destroy(request->container);
    }

    bool compile(std::string_view text)
    {
        UniqueFd program;
        const Status status = compilePolicy(text, program);
        const int attached[1] = {program.get()};
        return sendStruct(m_socket, status, ok(status) ? std::span<const int>(attached) : std::span<const int>()) == 0;
    }

    bool tryEverything()
    {
        HostTrialReply reply;
        tryHost(reply);
        reply.cgroup = m_cgroups.version();
        std::ranges::copy(m_cgroups.controllers(), reply.controllers);
        return sendStruct(m_socket, reply) == 0;
    }

    bool create(const ContainerRequest &request)
    {
        ContainerReply reply;
        Container container;
        if (request.wantCgroup != 0) {
            reply.cgroup = m_cgroups.version();
            reply.cgroupStatus = m_cgroups.status();
            if (reply.cgroup != CgroupVersion::None)
                reply.status = m_cgroups.create(request.index, container.cgroups);
        }
        Holder &holder = container.holder;
        if (ok(reply.status))
            reply.status = request.wantNamespaces != 0 ? startHolder(request.warmFolder, holder)
                                                       : startFolderHolder(scratchParent(), holder);
        std::memcpy(reply.folder, holder.folder, sizeof reply.folder);
        std::vector<int> attached;
        if (ok(reply.status)) {
            attached.push_back(holder.engineEnd.get());
            for (const auto &handle : container.cgroups.handles)
                attached.push_back(handle.get());
        } else {
            destroy(container);
        }
        const bool sent = sendStruct(m_socket, reply, attached) == 0;
        if (ok(reply.status)) {
            container.cgroups.handles.clear();
            holder.engineEnd.reset();
            m_containers.insert_or_assign(request.index, std::move(container));
        }
        return sent;
    }

    bool destroy(const ContainerRequest &request)
    {
        Status status;
        if (const auto found = m_containers.find(request.index); found != m_containers.end()) {
            destroy(found->second);
            m_containers.erase(found);
        } else {
            status = failed(SetupStep::Request, "no such container", ENOENT);
        }
        return sendStruct(m_socket, status) == 0;
    }

    /// The holder's death takes the launcher and every program with it: their PID namespaces end.
    void destroy(Container &container)
    {
        if (container.holder.folder[0] != 0) {
            destroyFolder(container);
        } else if (container.holder.pid > 0) {
            ::kill(container.holder.pid, SIGKILL);
            if (!isReaped(container.holder.pid, kDeathPatienceMilliseconds)) {
                m_dying.push_back(std::move(container));
                return;
            }
        }
        CgroupTree::remove(container.cgroups);
    }

    /// Without namespaces the holder kills its programs before it ends. One that was killed itself has left them here.
    void destroyFolder(Container &container)
    {
        (void)endFolderHolder(container.holder, kDeathPatienceMilliseconds);
        std::vector<pid_t> holders;
        for (const auto &[index, other] : m_containers)
            holders.push_back(other.holder.pid);
        for (const auto &other : m_dying)
            holders.push_back(other.holder.pid);
        killOrphans(holders);
        removePrivateFolder(container.holder.folder);
    }

    void clearUpTheDying()
    {
        std::erase_if(m_dying, [](const Container &container) {
            const bool isGone = isReaped(container.holder.pid, 0);
            if (isGone)
                CgroupTree::remove(container.cgroups);
            return isGone;
        });
    }

    int m_socket = -1;
    CgroupTree m_cgroups;
    std::map<std::uint32_t, Container> m_containers;
    std::vector<Container> m_dying; ///< Killed, and not gone yet.
};

bool isSocket(int fd)
{
    struct stat info{};
    return ::fstat(fd, &info) == 0 && S_ISSOCK(info.st_mode);
}

} // namespace

} // namespace assay::sandbox::helper

int main(int argc, char **argv)
{
    using namespace assay::sandbox;
    if (argc >= 3 && std::strcmp(argv[1], "--trial") == 0)
        return helper::runTrialProgram({argv + 2, argv + argc});
    if (argc != 1 || !helper::isSocket(kHelperSocket)) {
        (void)std::fprintf(stderr, "assay-sandbox is started by assay and assayd; it does nothing by itself.\n"
                                   "To see what this computer's sandbox can do: assayd doctor\n");
        return argc == 2 && std::strcmp(argv[1], "--help") == 0 ? 0 : 2;
    }
    // It ends when the engine does, and has groups to remove then: Ctrl-C in the engine's terminal is not for it.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
        ::signal(signal, SIG_IGN);
    // Root's groups would still open root's files in a container of another user. Refused to anybody but root.
    (void)::setgroups(0, nullptr);
    helper::removeLeftovers();
    helper::Manager(kHelperSocket).serve();
    return 0;
}
