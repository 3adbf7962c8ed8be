// SPDX-License-Identifier: GPL-3.0-or-later
// What a sandbox leaves on the host while it runs, and must not leave behind: processes and control groups.
#pragma once

#include "sandbox/sandbox.h"
#include "tests/slowness.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/types.h>

namespace assay::sandbox {

/// How long a test waits for what takes milliseconds. Milliseconds, times slowness().
inline constexpr int kLongest = 30'000;

struct ProcessState {
    char state = 'X'; ///< As proc_pid_stat(5) names it; X: there is none.
    pid_t parent = -1;
};

inline ProcessState stateOf(pid_t process)
{
    ProcessState result;
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    if (std::getline(file, line))
        std::istringstream(line.substr(line.rfind(')') + 1)) >> result.state >>
            result.parent; // the name may hold anything
    return result;
}

/// Whether it can still do anything: the dead that nobody has reaped cannot.
inline bool isRunning(pid_t process)
{
    const char state = stateOf(process).state;
    return state != 'X' && state != 'Z';
}

/// Processes of this computer with that parent, the dead that nobody has reaped among them.
inline std::vector<pid_t> childrenOf(pid_t parent)
{
    std::vector<pid_t> children;
    if (parent <= 0) // nobody's; and what ends while it is looked at seems to be such a one's
        return children;
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos)
            continue;
        const auto process = static_cast<pid_t>(std::stol(name));
        if (stateOf(process).parent == parent)
            children.push_back(process);
    }
    return children;
}

/// All processes below that one, itself not included.
inline std::vector<pid_t> treeBelow(pid_t process)
{
    std::vector<pid_t> tree = childrenOf(process);
    for (std::size_t i = 0; i < tree.size(); ++i) {
        for (const pid_t child : childrenOf(tree[i]))
            tree.push_back(child);
    }
    return tree;
}

inline int countEntries(const std::filesystem::path &folder)
{
    int count = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        ++count;
    return count;
}

inline int countLines(const std::filesystem::path &path)
{
    std::ifstream file(path);
    int count = 0;
    for (std::string line; std::getline(file, line);)
        ++count;
    return count;
}

/// The real user of a process, as the host knows it. proc_pid_status(5).
inline uid_t userOf(pid_t process)
{
    uid_t user = 0;
    std::ifstream file("/proc/" + std::to_string(process) + "/status");
    for (std::string word; file >> word;) {
        if (word == "Uid:" && file >> user)
            break;
    }
    return user;
}

/// What of the host belongs to that user: System V objects, shared memory files, keys. For a user who has nothing else.
inline int belongingsOf(uid_t user)
{
    int count = 0;
    for (const auto &[path, column] :
         {std::pair("/proc/sysvipc/shm", 7), std::pair("/proc/sysvipc/sem", 4), std::pair("/proc/sysvipc/msg", 7)}) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            std::istringstream fields(line);
            std::string field;
            for (int i = 0; i <= column; ++i)
                fields >> field;
            count += field == std::to_string(user) ? 1 : 0;
        }
    }
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/dev/shm", error), end; !error && entry != end;
         entry.increment(error)) {
        struct stat info{};
        count += ::lstat(entry->path().c_str(), &info) == 0 && info.st_uid == user ? 1 : 0;
    }
    std::ifstream keys("/proc/key-users"); // proc(5): "uid: …", for every user who has a key
    for (std::string line; std::getline(keys, line);) {
        std::istringstream fields(line);
        std::string field;
        fields >> field;
        count += field == std::to_string(user) + ":" ? 1 : 0;
    }
    return count;
}

/// The holders of a helper's containers, oldest first.
inline std::vector<pid_t> holdersOf(const Sandbox &sandbox)
{
    auto holders = childrenOf(sandbox.helperProcess());
    std::ranges::sort(holders);
    return holders;
}

/// The control groups that helper has made and not removed, in every hierarchy.
inline std::vector<std::filesystem::path> groupFoldersOf(pid_t helper)
{
    namespace fs = std::filesystem;
    const std::string prefix = "assay-" + std::to_string(helper) + "-";
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::recursive_directory_iterator entry("/sys/fs/cgroup", error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().filename().string().starts_with(prefix))
            folders.push_back(entry->path());
    }
    return folders;
}

inline int groupsOf(pid_t helper)
{
    return static_cast<int>(groupFoldersOf(helper).size());
}

/// A policy file with its includes expanded, as the engine does it.
inline std::string policyText(const std::string &name)
{
    std::string text;
    std::ifstream file(std::string(ASSAY_SOURCE_DIR "/resources/seccomp/") + name);
    for (std::string line; std::getline(file, line);)
        text += line.starts_with("include ") ? policyText(line.substr(8)) : line + "\n";
    return text;
}

} // namespace assay::sandbox
