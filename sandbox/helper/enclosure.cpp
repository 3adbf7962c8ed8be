// SPDX-License-Identifier: GPL-3.0-or-later
// The launcher's part of a container without namespaces: what encloses its programs, and what is watched instead.
#include "sandbox/helper/enclosure.h"

#include "sandbox/helper/landlock.h"
#include "sandbox/helper/privileges.h"
#include "sandbox/helper/strays.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Where the programs' user has processes of its own: how many more of them may begin during a run.
constexpr std::uint64_t kSpareTasks = 64;

Status setOomScore()
{
    const std::string score = std::to_string(kProgramOomScore);
    // The files of a process that cannot be dumped belong to root.
    if (::prctl(PR_SET_DUMPABLE, 1) < 0)
        return failed(SetupStep::Identity, "PR_SET_DUMPABLE");
    const UniqueFd file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
    const bool written = file && ::write(file.get(), score.data(), score.size()) == static_cast<ssize_t>(score.size());
    const Status status = written ? Status{} : failed(SetupStep::Identity, "oom_score_adj");
    if (::prctl(PR_SET_DUMPABLE, 0) < 0)
        return failed(SetupStep::Identity, "PR_SET_DUMPABLE");
    return status;
}

} // namespace

Status enclose(const Place &place, std::span<const int> keep, Enclosure &enclosure)
{
    if (place.sharesUser) // its processes come and go: the exact count is polled
        enclosure.otherTasks = tasksOfThisUser() + kSpareTasks;
    enclosure.proc.reset(::open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!enclosure.proc)
        return failed(SetupStep::MountProc, "/proc");
    if (const Status status = canReadChildren(); !ok(status))
        return status;
    if (::prctl(PR_SET_CHILD_SUBREAPER, 1) < 0)
        return failed(SetupStep::Identity, "PR_SET_CHILD_SUBREAPER");
    if (const Status status = setOomScore(); !ok(status))
        return status;
    if (const Status status = encloseSignals(); !ok(status))
        return status;
    const BoxAccess box = place.boxIsSealed ? BoxAccess::ReadOnly : BoxAccess::Writable;
    if (const Status status = makeProgramRules(place.folder, box, enclosure.rules); !ok(status))
        return status;
    std::vector<int> kept(keep.begin(), keep.end());
    kept.insert(kept.end(), {enclosure.rules.get(), enclosure.proc.get()});
    return keepOnly(kept);
}

bool isOverFolderLimits(const Place &place, const struct stat &input)
{
    const struct {
        const char *name;
        std::uint64_t bytes;
    } folders[] = {{"box", place.sizes.boxBytes}, {"w", place.sizes.workBytes}, {"tmp", place.sizes.workBytes}};
    for (const auto &[name, bytes] : folders) {
        const FolderUsage usage = folderUsage(place.folder, name, place.sizes.inodes);
        if (!usage.complete || usage.files > place.sizes.inodes || usage.bytes > bytes)
            return true;
    }
    return unlinkedBytes(place.folder, input) > place.sizes.workBytes;
}

} // namespace assay::sandbox::helper
