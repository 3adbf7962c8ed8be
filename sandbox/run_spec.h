// SPDX-License-Identifier: GPL-3.0-or-later
// RunSpec: what to start in a container, with which input and under which limits.
#pragma once

#include "base/units.h"
#include "sandbox/run_timeline.h"
#include "sandbox/tier.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::sandbox {

using namespace assay::literals;

/// What a run may use. Every limit is enforced for the whole process tree unless it says otherwise.
struct RunLimits {
    Milliseconds cpu{2000};       ///< User + system time. Tree, checked by the engine; RLIMIT_CPU stands behind it.
    Milliseconds wall{5000};      ///< Real time from the start to the end.
    Bytes memory = 256_MiB;       ///< Peak, what the tree touches; swap is off.
    Bytes output = 8_MiB;         ///< Standard output; the program is stopped when it writes more.
    Bytes errorOutput = 1_MiB;    ///< Standard error; more is discarded, the program goes on.
    Bytes fileSize = 64_MiB;      ///< Each file it writes (RLIMIT_FSIZE: SIGXFSZ, or EFBIG when ignored).
    Bytes stack = 256_MiB;        ///< Main thread (RLIMIT_STACK).
    int processes = 128;          ///< Processes and threads at a time (pids.max, RLIMIT_NPROC without a cgroup).
    int openFiles = 256;          ///< Per process (RLIMIT_NOFILE).

    bool operator==(const RunLimits &) const = default;
};

/// Receives output while it comes; called on the thread that called Container::run.
using OutputListener = std::function<void(std::string_view)>;

struct RunSpec {
    std::vector<std::string> argv;        ///< argv[0] is the path inside the container that is executed.
    std::vector<std::string> environment; ///< "NAME=value"; nothing else is inherited.
    std::string workFolder = "/w";        ///< Inside the container.
    int stdinFd = -1; ///< Borrowed; -1: empty. A file is handed over as a private copy. Never a
        ///< pipe that the engine has to feed.
    RunLimits limits;
    Tier requiredTier = Tier::Full; ///< The run is refused in a container that holds less.
    OutputListener onOutput; ///< Besides the capture in the outcome; may be empty.
    std::function<void()> onOutputClosed; ///< Nobody has standard output open any more. The same thread.
    OutputListener onErrorOutput;
    RunTimeline *timeline = nullptr; ///< Borrowed; filled while the run goes on, for benchmarks.
};

} // namespace assay::sandbox
