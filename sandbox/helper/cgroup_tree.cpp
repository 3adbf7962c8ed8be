// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups of the containers: made below our own group, never anywhere else, and removed again.
#include "sandbox/helper/cgroup_tree.h"

#include "sandbox/helper/group_folder.h"
#include "sandbox/helper/setup_status.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

namespace fs = std::filesystem;

constexpr const char *kPrefix = "assay-";
/// Where the engine lives once its group has controllers for its children. cgroups(7), "no internal processes".
constexpr const char *kEngineLeaf = "/engine";
constexpr const char *kControllersV1[] = {"memory", "pids", "cpuacct"}; // as Controller counts them

bool allOk(const Controllers &controllers)
{
    return std::ranges::all_of(controllers, ok);
}

Controllers allFailed(const Status &status)
{
    Controllers controllers;
    controllers.fill(status);
    return controllers;
}

std::vector<std::string> split(const std::string &text, char separator)
{
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(part);
    return parts;
}

bool contains(const std::vector<std::string> &list, const std::string &item)
{
    return std::ranges::find(list, item) != list.end();
}

/// Where the hierarchy with that controller is mounted (empty controller: the unified one), with its root.
/// proc_pid_mountinfo(5).
bool findMount(const std::string &controller, std::string &mountPoint, std::string &root)
{
    std::ifstream file("/proc/self/mountinfo");
    for (std::string line; std::getline(file, line);) {
        const auto dash = line.find(" - ");
        if (dash == std::string::npos)
            continue;
        const auto before = split(line.substr(0, dash), ' ');
        const auto after = split(line.substr(dash + 3), ' ');
        if (before.size() < 5 || after.size() < 3)
            continue;
        const bool matches = controller.empty() ? after[0] == "cgroup2"
                                                : after[0] == "cgroup" && contains(split(after[2], ','), controller);
        if (matches) {
            root = before[3];
            mountPoint = before[4];
            return true;
        }
    }
    return false;
}

/// This process's group in that hierarchy, as /proc/self/cgroup names it. cgroups(7).
bool findOwnPath(const std::string &controller, std::string &path)
{
    std::ifstream file("/proc/self/cgroup");
    for (std::string line; std::getline(file, line);) {
        const auto first = line.find(':');
        const auto second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const auto names = line.substr(first + 1, second - first - 1);
        if (controller.empty() ? names.empty() && line.starts_with("0:") : contains(split(names, ','), controller)) {
            path = line.substr(second + 1);
            return true;
        }
    }
    return false;
}

/// The folder of this process's own group. Empty when there is none to be seen.
std::string ownFolder(const std::string &controller)
{
    std::string mountPoint;
    std::string root;
    std::string path;
    if (!findMount(controller, mountPoint, root) || !findOwnPath(controller, path))
        return {};
    if (root != "/" && path.starts_with(root))
        path.erase(0, root.size());
    std::string folder = mountPoint + path;
    while (folder.size() > 1 && folder.ends_with('/'))
        folder.pop_back();
    std::error_code error;
    return fs::is_directory(folder, error) ? folder : std::string();
}

bool writeText(const std::string &path, const std::string &text)
{
    const UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::vector<std::string> readWords(const std::string &path)
{
    std::ifstream file(path);
    std::vector<std::string> words;
    for (std::string word; file >> word;)
        words.push_back(word);
    return words;
}

/// A group with controllers for its children may hold no process itself: moves the engine and this process, and only
/// them, one level down. False when others live in the group as well.
bool moveToLeaf(const std::string &folder)
{
    const std::string self = std::to_string(::getpid());
    const std::string engine = std::to_string(::getppid());
    const auto processes = readWords(folder + "/cgroup.procs");
    const bool onlyOurs = std::ranges::all_of(
        processes, [&](const std::string &process) { return process == self || process == engine; });
    if (!onlyOurs)
        return false;
    const std::string leaf = folder + kEngineLeaf;
    if (::mkdir(leaf.c_str(), 0755) < 0 && errno != EEXIST)
        return false;
    return std::ranges::all_of(processes,
                               [&](const std::string &process) { return writeText(leaf + "/cgroup.procs", process); });
}

bool isEnabled(const std::string &folder)
{
    const auto enabled = readWords(folder + "/cgroup.subtree_control");
    return contains(enabled, "memory") && contains(enabled, "pids");
}

/// The uppermost folder of the unified hierarchy that is to be seen from here.
std::string topFolder()
{
    std::string mountPoint;
    std::string root;
    return findMount("", mountPoint, root) ? mountPoint : std::string();
}

/// The group above, when this one is the leaf that an earlier helper of the same engine moved the engine to. Else empty.
std::string parentOfLeaf(const std::string &folder)
{
    if (!folder.ends_with(kEngineLeaf))
        return {};
    const std::string parent = folder.substr(0, folder.size() - std::char_traits<char>::length(kEngineLeaf));
    return isEnabled(parent) && ::access(parent.c_str(), W_OK) == 0 ? parent : std::string();
}

constexpr const char *kControllersV2[] = {"memory", "pids"};

/// Which of the controllers this group may give to its children. All fine: they are given.
Controllers enableControllers(const std::string &folder)
{
    Controllers result;
    const auto delegated = readWords(folder + "/cgroup.controllers");
    for (std::size_t i = 0; i < std::size(kControllersV2); ++i) {
        if (!contains(delegated, kControllersV2[i]))
            result[i] = failed(SetupStep::CgroupCreate,
                               (std::string(kControllersV2[i]) + " controller not delegated to " + folder).c_str(), 0);
    }
    if (!allOk(result))
        return result;
    const auto enable = [&] {
        return writeText(folder + "/cgroup.subtree_control",
                         contains(delegated, "cpu") ? "+memory +pids +cpu" : "+memory +pids");
    };
    if (enable())
        return result;
    if (errno != EBUSY)
        return allFailed(failed(SetupStep::CgroupCreate, ("enabling controllers below " + folder).c_str()));
    if (!moveToLeaf(folder))
        return allFailed(
            failed(SetupStep::CgroupCreate,
                   ("other processes share the group " + folder + ", a scope of its own is needed").c_str(), 0));
    if (enable())
        return result;
    return allFailed(failed(SetupStep::CgroupCreate, ("enabling controllers below " + folder).c_str()));
}

/// What all groups of this helper begin with: its process id for people, and a number that no other helper has.
std::string uniquePrefix()
{
    std::uint32_t number = 0;
    (void)!::getrandom(&number, sizeof number, 0); // a name that is taken all the same is refused when it is made
    return kPrefix + std::to_string(::getpid()) + "-h" + std::to_string(number) + "-";
}

/// Whether a helper has made a group of that name: nobody else's is ever touched.
bool isHelpersName(const std::string &name)
{
    const auto parts = split(name, '-'); // assay-PROCESS-hNUMBER-CONTAINER-USE
    return name.starts_with(kPrefix) && parts.size() == 5 && parts[2].starts_with('h') &&
           (parts[4] == "build" || parts[4] == "run");
}

Status makeOne(const std::string &folder, ContainerCgroups &cgroups)
{
    UniqueFd lock;
    if (const Status status = makeGroup(folder, lock); !ok(status))
        return status;
    cgroups.folders.push_back(folder);
    cgroups.locks.push_back(std::move(lock));
    UniqueFd handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!handle)
        return failed(SetupStep::CgroupCreate, folder.c_str());
    cgroups.handles.push_back(std::move(handle));
    return {};
}

/// Whether a group can be made in that folder.
Status tryFolder(const std::string &folder)
{
    const std::string trial = folder + "/" + kPrefix + std::to_string(::getpid()) + "-trial";
    if (::mkdir(trial.c_str(), 0755) < 0 && errno != EEXIST)
        return failed(SetupStep::CgroupCreate, ("making a group in " + folder).c_str());
    removeGroup(trial);
    return {};
}

} // namespace

CgroupTree::CgroupTree()
    : m_prefix(uniquePrefix())
{
    const Controllers unified = tryUnified();
    if (allOk(unified))
        return;
    m_controllers = tryLegacy();
    if (allOk(m_controllers))
        return;
    m_version = CgroupVersion::None;
    m_parents.clear();
    // What is not mounted by itself is missed in the unified hierarchy.
    for (std::size_t i = 0; i < kControllers; ++i) {
        if (m_controllers[i].sysErrno == ENOENT)
            m_controllers[i] = unified[i];
    }
}

Status CgroupTree::status() const
{
    const auto missing = std::ranges::find_if_not(m_controllers, ok);
    return missing == m_controllers.end() ? Status{} : *missing;
}

Controllers CgroupTree::tryLegacy()
{
    Controllers result;
    std::vector<std::string> parents;
    for (std::size_t i = 0; i < kControllers; ++i) {
        const std::string folder = ownFolder(kControllersV1[i]);
        if (folder.empty()) {
            result[i] = failed(SetupStep::CgroupCreate,
                               (std::string(kControllersV1[i]) + " controller not mounted").c_str(), ENOENT);
            continue;
        }
        parents.push_back(folder);
        result[i] = tryFolder(folder);
    }
    return allOk(result) ? use(CgroupVersion::V1, parents) : result;
}

Controllers CgroupTree::tryUnified()
{
    const std::string folder = ownFolder("");
    if (folder.empty())
        return allFailed(failed(SetupStep::CgroupCreate, "no unified hierarchy is mounted", 0));
    if (const std::string parent = parentOfLeaf(folder); !parent.empty())
        return use(CgroupVersion::V2, {parent});
    const Controllers enabled = enableControllers(folder);
    if (allOk(enabled))
        return use(CgroupVersion::V2, {folder});
    // Root in a login session: beside the session's group, where the controllers are on already.
    if (const std::string top = topFolder(); isEnabled(top) && ::access(top.c_str(), W_OK) == 0)
        return use(CgroupVersion::V2, {top});
    return enabled;
}

Controllers CgroupTree::use(CgroupVersion version, std::vector<std::string> parents)
{
    m_version = version;
    m_parents = std::move(parents);
    removeStale();
    ContainerCgroups trial;
    const Status status = create(0, trial);
    remove(trial);
    return ok(status) ? Controllers{} : allFailed(status);
}

void CgroupTree::removeStale() const
{
    for (const auto &parent : m_parents) {
        std::error_code error;
        for (const auto &entry : fs::directory_iterator(parent, error)) {
            if (isHelpersName(entry.path().filename()))
                removeIfAbandoned(entry.path());
        }
    }
}

Status CgroupTree::create(std::uint32_t index, ContainerCgroups &cgroups) const
{
    for (const char *use : {"build", "run"}) {
        for (const auto &parent : m_parents) {
            const std::string folder = parent + "/" + m_prefix + std::to_string(index) + "-" + use;
            if (const Status status = makeOne(folder, cgroups); !ok(status))
                return status;
        }
    }
    return {};
}

void CgroupTree::remove(const ContainerCgroups &cgroups)
{
    for (const auto &folder : cgroups.folders)
        removeGroup(folder);
}

} // namespace assay::sandbox::helper
