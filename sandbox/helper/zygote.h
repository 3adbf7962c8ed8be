// SPDX-License-Identifier: GPL-3.0-or-later
// Zygote: an interpreter that has started up and stands before its script, to be forked once for each run.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper/keeper.h"
#include "sandbox/helper/program.h"
#include "sandbox/helper/tracee.h"

#include <vector>

#include <sys/stat.h>
#include <sys/uio.h>

namespace assay::sandbox::helper {

/// What a program can see of a standard stream before it uses it. Interpreters look at it while they start.
struct StreamKind {
    mode_t type = 0;
    dev_t device = 0; ///< Of a device node.
    blksize_t blockSize = 0;
    off_t position = -1; ///< -1 when it has none.

    bool operator==(const StreamKind &) const = default;
    [[nodiscard]] static StreamKind of(int descriptor);
};

class Zygote
{
public:
    /// Starts the program and lets it run until it first opens its script. `standardInput` is what it has meanwhile.
    /// `listener` tells of forbidden calls, from the first instruction on.
    [[nodiscard]] Status start(const Program &program, const KeeperFiles &files, int standardInput, UniqueFd &listener);

    /// Makes a child that is the launcher's, in its PID namespace, with a session and memory of its own: it only lacks
    /// its standard streams. It is traced, and stopped.
    [[nodiscard]] Status bear(pid_t &child);
    /// Gives it its streams, and lets it go. `process` is its number in its own PID namespace.
    [[nodiscard]] Status release(pid_t child, std::int32_t expected, std::span<const int, 3> streams,
                                 std::int32_t &process);

    [[nodiscard]] pid_t process() const { return m_process; }
    /// What the zygote itself holds.
    [[nodiscard]] std::uint64_t ownBytes() const { return m_ownBytes; }
    /// What a child holds of its own when it is born, and what it has in common with the zygote but would not, had it
    /// been started by itself.
    [[nodiscard]] std::uint64_t childBytes() const { return m_childBytes; }

private:
    [[nodiscard]] Status waitForStart(UniqueFd &listener);
    [[nodiscard]] Status runToScript(const char *script);
    [[nodiscard]] Status inspect(int output);
    [[nodiscard]] Status leaveStart(const char *workFolder);
    [[nodiscard]] Status copyMemory(pid_t child) const;
    [[nodiscard]] Status receiveStreams(pid_t child, std::span<const int, 3> streams) const;

    pid_t m_process = -1;
    UniqueFd m_passage; ///< Streams go to children through it.
    int m_passageInside = -1; ///< The zygote's end, by its number there.
    Registers m_registers{}; ///< Before the call that opens the script.
    std::uint64_t m_threadId = 0; ///< Where glibc keeps the thread's number.
    std::uint64_t m_robustList = 0;
    std::uint64_t m_note = 0; ///< Where in its memory the arguments of our calls lie, below its stack.
    StreamKind m_kinds[3];
    std::vector<iovec> m_pages; ///< One byte of each page that a child gets a copy of.
    std::vector<std::byte> m_pageBytes;
    std::uint64_t m_ownBytes = 0;
    std::uint64_t m_childBytes = 0;
};

} // namespace assay::sandbox::helper
