// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's end of a system call filter: hears of calls that the policy does not allow, and answers them.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

namespace assay::sandbox {

/// A process that waits in a call which its filter reported.
struct FilterNotice {
    std::uint64_t id = 0;
    pid_t process = -1; ///< Of the thread, as this process sees it.
    int call = -1;
    unsigned architecture = 0;

    /// Name of the call, or its number; with a mark behind it when it is not of this machine's own architecture.
    [[nodiscard]] std::string callName() const;
};

/// Takes the next notice, waiting for one. Nothing when the caller was killed meanwhile, or nobody is left under the
/// filter. Source: seccomp_unotify(2).
[[nodiscard]] std::optional<FilterNotice> receiveNotice(int listener);

/// Lets a reported call return 0 without being made. Returns 0 or errno (ENOENT: the caller is gone).
[[nodiscard]] int answerNotice(int listener, std::uint64_t id);

/// A launcher without work waits in the call kHandOverCall, which every filter reports. Answering it wakes the launcher
/// on the core of whoever answers, and its next call wakes the engine in the same way: to pass a run to and fro then
/// takes two changes of process, instead of two idle cores that have to be woken (some 35 us each in a virtual
/// machine). Kernels before 6.6 wake as usual.
class HandOver
{
public:
    HandOver() = default;
    /// Waits for the first call of a launcher that has just been started: nobody else is under that filter yet.
    /// Errors: Sandbox when it does not come.
    [[nodiscard]] static Result<HandOver> begin(int listener);

    /// Wakes the launcher, which finds what was sent to its socket. One that does not wait at the moment, since it was
    /// stopped or is gone, is woken when it calls again. Returns 0 or errno.
    [[nodiscard]] int give();
    /// Whether that notice is the launcher's, and says that it has sent its reply and waits for the next run.
    [[nodiscard]] bool take(const FilterNotice &notice);

private:
    int m_listener = -1; ///< Borrowed.
    pid_t m_launcher = -1;
    std::uint64_t m_waiting = 0; ///< The call in which it waits.
    bool m_isOwed = false; ///< It has not been woken yet.
};

} // namespace assay::sandbox
