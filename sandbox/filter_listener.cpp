// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's end of a system call filter: hears of calls that the policy does not allow, and answers them.
#include "sandbox/filter_listener.h"

#include "sandbox/helper_protocol.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <vector>

#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox {

namespace {

/// From its Status to its first call a launcher has nothing to do.
constexpr int kPatienceMilliseconds = 10'000;

/// The kernel may have larger structs than the header that this was compiled with.
seccomp_notif_sizes structSizes()
{
    seccomp_notif_sizes sizes{};
    (void)::syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes);
    return {.seccomp_notif = std::max<__u16>(sizes.seccomp_notif, sizeof(seccomp_notif)),
            .seccomp_notif_resp = std::max<__u16>(sizes.seccomp_notif_resp, sizeof(seccomp_notif_resp)),
            .seccomp_data = sizes.seccomp_data};
}

const seccomp_notif_sizes &sizes()
{
    static const seccomp_notif_sizes known = structSizes();
    return known;
}

/// Zeroed, as the kernel wants it.
std::vector<std::uint64_t> room(std::size_t bytes)
{
    return std::vector<std::uint64_t>(bytes / sizeof(std::uint64_t) + 1);
}

} // namespace

std::string FilterNotice::callName() const
{
    constexpr int kX32Bit = 0x40000000; // of x32's numbers: they come under the architecture of x86-64
    const bool isX32 = architecture == SCMP_ARCH_X86_64 && call >= kX32Bit;
    char *name = ::seccomp_syscall_resolve_num_arch(isX32 ? SCMP_ARCH_X32 : architecture, call);
    std::string text = name != nullptr ? name : "system call " + std::to_string(call);
    std::free(name); // libseccomp gives it from malloc
    if (isX32)
        return text + " (x32)";
    return architecture == ::seccomp_arch_native() ? text : text + " (foreign architecture)";
}

std::optional<FilterNotice> receiveNotice(int listener)
{
    auto memory = room(sizes().seccomp_notif);
    auto *notice = reinterpret_cast<seccomp_notif *>(memory.data());
    if (::ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, notice) < 0)
        return std::nullopt;
    return FilterNotice{.id = notice->id,
                        .process = static_cast<pid_t>(notice->pid),
                        .call = notice->data.nr,
                        .architecture = notice->data.arch};
}

int answerNotice(int listener, std::uint64_t id)
{
    auto memory = room(sizes().seccomp_notif_resp);
    auto *answer = reinterpret_cast<seccomp_notif_resp *>(memory.data());
    answer->id = id;
    return ::ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, answer) < 0 ? errno : 0;
}

Result<HandOver> HandOver::begin(int listener)
{
    (void)::ioctl(listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
    pollfd file{.fd = listener, .events = POLLIN, .revents = 0};
    if (::poll(&file, 1, kPatienceMilliseconds) <= 0 || (file.revents & POLLIN) == 0)
        return fail(Errc::Sandbox, "the launcher does not wait for work", errno);
    const auto notice = receiveNotice(listener);
    if (!notice || notice->call != kHandOverCall)
        return fail(Errc::Sandbox, "the launcher does not wait for work");
    HandOver handOver;
    handOver.m_listener = listener;
    handOver.m_launcher = notice->process;
    handOver.m_waiting = notice->id;
    return handOver;
}

int HandOver::give()
{
    const int error = answerNotice(m_listener, m_waiting);
    m_isOwed = error == ENOENT;
    return m_isOwed ? 0 : error;
}

bool HandOver::take(const FilterNotice &notice)
{
    if (notice.process != m_launcher || notice.call != kHandOverCall)
        return false;
    m_waiting = notice.id;
    if (!m_isOwed)
        return true;
    (void)give();
    return false;
}

} // namespace assay::sandbox
