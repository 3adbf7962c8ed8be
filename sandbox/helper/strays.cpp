// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of containers without namespaces that have lost every process of ours above them.
#include "sandbox/helper/strays.h"

#include "sandbox/helper/descendants.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

constexpr const char *kProgramName = "assay-sandbox";
/// A tree that forks while it is killed needs a few.
constexpr int kRounds = 200;

struct Seen {
    pid_t parent = 0;
    bool isProgram = false; ///< Carries the mark.
    bool isHelper = false;
};

/// Under a filter, and unable to gain privileges. proc_pid_status(5).
bool isShutIn(const std::string &folder)
{
    std::ifstream file(folder + "/status");
    int found = 0;
    for (std::string key; file >> key;) {
        int value = 0;
        if (key == "NoNewPrivs:" && file >> value && value == 1)
            ++found;
        if (key == "Seccomp:" && file >> value && value == 2)
            ++found;
    }
    return found == 2;
}

Seen look(const std::string &folder)
{
    Seen seen;
    std::ifstream stat(folder + "/stat");
    std::string text;
    std::getline(stat, text);
    // proc_pid_stat(5): the name stands in brackets and may hold brackets; behind it the state and the parent.
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close + 4 > text.size())
        return seen;
    seen.parent = std::atoi(text.c_str() + close + 4);
    std::ifstream file(folder + "/oom_score_adj");
    int score = 0;
    file >> score;
    seen.isProgram = score == kProgramOomScore && isShutIn(folder);
    // A program may call itself what it likes, but it carries the mark.
    seen.isHelper = !seen.isProgram && text.substr(open + 1, close - open - 1) == kProgramName;
    return seen;
}

std::map<pid_t, Seen> ownProcesses()
{
    std::map<pid_t, Seen> processes;
    forEachNumber("/proc", [&](const char *name) {
        struct stat info{};
        const std::string folder = std::string("/proc/") + name;
        if (::stat(folder.c_str(), &info) == 0 && info.st_uid == ::geteuid())
            processes.emplace(std::atoi(name), look(folder));
    });
    return processes;
}

bool hasHelperAbove(const std::map<pid_t, Seen> &processes, pid_t process)
{
    for (std::size_t steps = 0; steps <= processes.size(); ++steps) {
        const auto found = processes.find(process);
        if (found == processes.end())
            return false;
        if (found->second.isHelper)
            return true;
        process = found->second.parent;
    }
    return true; // a ring cannot be, so the picture is not to be trusted
}

/// So that what is being killed makes no new ones meanwhile.
void killForGood(pid_t process)
{
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    (void)::prlimit(process, RLIMIT_NPROC, &none, nullptr);
    ::kill(process, SIGKILL);
}

} // namespace

void killStrays()
{
    for (int round = 0; round < kRounds; ++round) {
        const auto processes = ownProcesses();
        bool found = false;
        for (const auto &[process, seen] : processes) {
            if (seen.isProgram && !hasHelperAbove(processes, process)) {
                killForGood(process);
                found = true;
            }
        }
        if (!found)
            return;
    }
}

void killOrphans(std::span<const pid_t> spared)
{
    for (int round = 0; round < kRounds; ++round) {
        std::vector<pid_t> orphans = childrenOf(::getpid());
        std::erase_if(orphans, [&](pid_t child) { return std::ranges::find(spared, child) != spared.end(); });
        if (orphans.empty())
            return;
        for (std::size_t i = 0; i < orphans.size(); ++i) {
            const auto below = childrenOf(orphans[i]);
            orphans.insert(orphans.end(), below.begin(), below.end());
        }
        for (const pid_t process : orphans)
            killForGood(process);
        for (const pid_t process : orphans) // those further down come up to be reaped in the next round
            (void)::waitpid(process, nullptr, __WALL);
    }
}

} // namespace assay::sandbox::helper
