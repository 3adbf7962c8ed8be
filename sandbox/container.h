// SPDX-License-Identifier: GPL-3.0-or-later
// Container: one place to run programs in, one program at a time.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/box_listing.h"
#include "sandbox/cgroup.h"
#include "sandbox/filter_listener.h"
#include "sandbox/keeper_link.h"
#include "sandbox/output_pipes.h"
#include "sandbox/run_outcome.h"
#include "sandbox/run_spec.h"
#include "sandbox/seqpacket.h"
#include "sandbox/warm_start.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace assay::sandbox {

class Sandbox;

/// Sizes of a container's memory file systems.
struct ScratchSizes {
    Bytes box = 256_MiB; ///< /box: sources and what the compiler makes of them.
    Bytes work = 64_MiB; ///< /w and /tmp, each.
    int inodes = 4096;   ///< In each.

    bool operator==(const ScratchSizes &) const = default;
};

/// What a launcher is for: compilers and programs have cgroups of their own.
enum class Stage : std::uint8_t { Build, Run };

/// What runs in the background gives way to everything else on the machine.
enum class Priority : std::uint8_t { Normal, Background };

enum class FileMode : std::uint8_t { Data, Program };

/// Inside: /usr and the like read-only, /box for the submission, /w (where programs start) and /tmp, both new for
/// every run, no network, one user, nothing of the host's. Used by one thread at a time.
class Container
{
public:
    ~Container();
    Container(const Container &) = delete;
    Container &operator=(const Container &) = delete;

    /// Forgets everything of the last submission: files, processes, IPC objects. Costs nothing when nothing was done in
    /// it since the last reset to the same sizes.
    [[nodiscard]] Result<void> reset(const ScratchSizes &sizes);
    /// Writes a file at an absolute path below /box, /w or /tmp; missing folders are made.
    [[nodiscard]] Result<void> putFile(const std::string &path, std::string_view content, FileMode mode);
    /// The same from a regular file or memfd, whole, wherever its offset is.
    [[nodiscard]] Result<void> putFile(const std::string &path, int content, FileMode mode);
    /// Writes many files at once, their contents being parts of one regular file or memfd. All of them are as old as
    /// each other, today and the next time (kPutFileTime).
    [[nodiscard]] Result<void> putFiles(std::span<const BoxFile> files, int contents);
    /// What lies below a folder (/box, or one below the scratch folders), in any order, without following links.
    /// Errors: Unsupported when that is not all plain files, or too many, or too deep; Sandbox.
    [[nodiscard]] Result<std::vector<BoxFile>> listFiles(const std::string &folder);
    /// Opens what a program left, if it is a regular file reached without links. Errors: Sandbox.
    [[nodiscard]] Result<UniqueFd> openFile(const std::string &path);
    /// Makes /box read-only until the next reset.
    [[nodiscard]] Result<void> sealBox();
    /// Prepares for runs of that stage under that policy (a program of Sandbox::policy, borrowed until the next
    /// prepare). Ends everything that still runs.
    [[nodiscard]] Result<void> prepare(Stage stage, int policy, Priority priority = Priority::Normal);
    /// From here until the next prepare, runs that are like this one start warm where that can be done, until a file is
    /// put in: what is to be there for all runs is there by now. RunOutcome tells of each how it started. Worth it for
    /// three runs or more. Returns at once.
    void warmUp(WarmStart warm);
    /// Runs a program to its end. A stop request kills it. Errors: TierTooLow; Sandbox when it could not be
    /// started.
    [[nodiscard]] Result<RunOutcome> run(const RunSpec &spec, const std::stop_token &stop = {});

    /// What holds its programs.
    [[nodiscard]] Tier tier() const
    {
        if (!m_folder.empty())
            return Tier::Reduced;
        return m_cgroupVersion == CgroupVersion::None ? Tier::Partial : Tier::Full;
    }
    [[nodiscard]] CgroupVersion cgroupVersion() const { return m_cgroupVersion; }
    /// Whether it is not to be used for another submission: something in it did not go as it should.
    [[nodiscard]] bool isInDoubt() const { return m_inDoubt; }
    /// Whether its holder still lives, and the helper that it belongs to, as far as anybody has noticed.
    [[nodiscard]] bool isAlive() const;
    /// For poll: hangs up when the holder is gone. Borrowed.
    [[nodiscard]] int holderSocket() const { return m_holder.get(); }

private:
    friend class Sandbox;
    Container(Sandbox &sandbox, std::uint32_t index)
        : m_sandbox(sandbox)
        , m_index(index)
    {
    }

    [[nodiscard]] Result<ReceivedFds> ask(std::span<const std::byte> request, std::span<const int> fds);
    [[nodiscard]] Result<RunOutcome> startAndWatch(const RunSpec &spec, int cancelled);
    [[nodiscard]] Result<ReceivedFds> askWithPolicy(std::span<const std::byte> request);
    [[nodiscard]] Result<void> startLauncher();
    void startKeeper();
    [[nodiscard]] Result<KeeperLink> launchKeeper();
    void requestStandby();
    void dropKeeper(std::string reason);
    void endWarmStarts();
    [[nodiscard]] bool standsBy(const RunSpec &spec, int cancelled);
    void settleKeeper(RunOutcome &outcome, bool wantedWarm);
    [[nodiscard]] Result<void> cleanScratch();
    [[nodiscard]] Result<void> beginRun(const RunSpec &spec);
    [[nodiscard]] Result<void> sendRun(const RunSpec &spec, bool warm, const int (&streams)[3]);
    [[nodiscard]] RunCgroup *cgroup();
    [[nodiscard]] EnforcedLimits enforcedLimits(const RunLimits &limits);

    Sandbox &m_sandbox;
    std::uint32_t m_index;
    CgroupVersion m_cgroupVersion = CgroupVersion::None;
    std::string m_folder; ///< On the host, of /box, /w and /tmp; empty: there are namespaces.
    std::optional<RunCgroup> m_cgroups[2]; ///< By Stage.
    UniqueFd m_holder;
    UniqueFd m_launcher;
    UniqueFd m_launcherPid;
    UniqueFd m_filterListener;
    HandOver m_handOver;
    UniqueFd m_pidNamespace; ///< The launcher's.
    std::optional<WarmStart> m_warmStart;
    std::optional<KeeperLink> m_keeper;
    std::string m_coldReason; ///< Why there is no keeper although there is a warm start.
    int m_keeperFailures = 0;
    std::optional<OutputPipes> m_nextPipes;
    ScratchSizes m_sizes;
    Stage m_stage = Stage::Run;
    int m_policy = -1;
    Priority m_priority = Priority::Normal;
    bool m_scratchUsed = false;
    bool m_scratchGiven =
        false; ///< Files were put there for the next run, which a launcher may take for its beginning.
    bool m_fresh = false; ///< Nothing was done since the last reset.
    bool m_inDoubt = false;
};

} // namespace assay::sandbox
