// SPDX-License-Identifier: GPL-3.0-or-later
// Landlock: a process shuts itself and its children out of files, processes and sockets. landlock(7).
#include "sandbox/helper/landlock.h"

#include "sandbox/helper/setup_status.h"
#include "sandbox/helper/toolchain_paths.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Every access right to files that there is in version 6.
constexpr std::uint64_t kAllFileAccess = (LANDLOCK_ACCESS_FS_IOCTL_DEV << 1) - 1;
constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kReadFolder = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
/// No devices, no sockets.
constexpr std::uint64_t kWriteFolder =
    kReadFolder | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER;
constexpr std::uint64_t kDevice = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kScopes = LANDLOCK_SCOPE_SIGNAL | LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET;

Status createRuleset(std::uint64_t files, std::uint64_t network, UniqueFd &rules)
{
    landlock_ruleset_attr attributes{};
    attributes.handled_access_fs = files;
    attributes.handled_access_net = network;
    attributes.scoped = kScopes;
    rules.reset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
    return rules ? Status{} : failed(SetupStep::Landlock, "landlock_create_ruleset");
}

/// What is missing on this host is passed over: then nobody can reach it.
Status allow(const UniqueFd &rules, const char *path, std::uint64_t access)
{
    const UniqueFd place(::open(path, O_PATH | O_CLOEXEC));
    if (!place)
        return errno == ENOENT ? Status{} : failed(SetupStep::Landlock, path);
    struct stat info{};
    if (::fstat(place.get(), &info) < 0)
        return failed(SetupStep::Landlock, path);
    landlock_path_beneath_attr rule{};
    rule.parent_fd = place.get();
    rule.allowed_access = S_ISDIR(info.st_mode) ? access : access & (kReadFile | kDevice);
    if (::syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) < 0)
        return failed(SetupStep::Landlock, path);
    return {};
}

bool isHidden(const std::string &path)
{
    return std::ranges::find(kHiddenFolders, path) != std::end(kHiddenFolders);
}

bool holdsHidden(const std::string &path)
{
    return std::ranges::any_of(kHiddenFolders,
                               [&path](const std::string_view hidden) { return hidden.starts_with(path + '/'); });
}

/// Rules only add rights: where something below is hidden, everything else there is allowed one by one.
Status allowToolchain(const UniqueFd &rules, const std::string &path)
{
    if (isHidden(path))
        return {};
    const std::string full = "/" + path;
    struct stat info{};
    const bool isFolder = ::lstat(full.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    if (!isFolder || !holdsHidden(path))
        return allow(rules, full.c_str(), kReadFolder);
    DIR *folder = ::opendir(full.c_str());
    if (folder == nullptr)
        return failed(SetupStep::Landlock, full.c_str());
    Status status;
    while (const dirent *entry = ok(status) ? ::readdir(folder) : nullptr) {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            status = allowToolchain(rules, path + "/" + name);
    }
    ::closedir(folder);
    return status;
}

Status allowEtc(const UniqueFd &rules)
{
    DIR *folder = ::opendir("/etc");
    if (folder == nullptr)
        return failed(SetupStep::Landlock, "/etc");
    Status status;
    while (const dirent *entry = ok(status) ? ::readdir(folder) : nullptr) {
        char path[300];
        std::snprintf(path, sizeof path, "/etc/%s", entry->d_name);
        if (isWantedEtcEntry(entry->d_name))
            status = allow(rules, path, kReadFolder);
    }
    ::closedir(folder);
    return status;
}

} // namespace

std::uint32_t landlockAbi()
{
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : static_cast<std::uint32_t>(version);
}

int applyRules(int rules)
{
    return static_cast<int>(::syscall(SYS_landlock_restrict_self, rules, 0));
}

Status restrictToNothing()
{
    if (const std::uint32_t version = landlockAbi(); version < kLeastLandlockAbi) {
        char text[96];
        std::snprintf(text, sizeof text, "version %u, and version %u is needed to keep signals inside", version,
                      kLeastLandlockAbi);
        return failed(SetupStep::Landlock, version == 0 ? "not in this kernel, or switched off" : text, 0);
    }
    UniqueFd rules;
    if (const Status status = createRuleset(kAllFileAccess, 0, rules); !ok(status))
        return status;
    return applyRules(rules.get()) == 0 ? Status{} : failed(SetupStep::Landlock, "landlock_restrict_self");
}

Status encloseSignals()
{
    UniqueFd rules;
    if (const Status status = createRuleset(0, 0, rules); !ok(status))
        return status;
    if (applyRules(rules.get()) < 0)
        return failed(SetupStep::Landlock, "landlock_restrict_self");
    // Everything hangs on this: kill(-1) would otherwise take the user's whole session along.
    if (::kill(::getppid(), 0) == 0 || errno != EPERM)
        return failed(SetupStep::Landlock, "processes outside are within reach", EINVAL);
    return {};
}

Status makeProgramRules(const char *folder, BoxAccess box, UniqueFd &rules)
{
    if (const Status status =
            createRuleset(kAllFileAccess, LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP, rules);
        !ok(status))
        return status;
    char path[320];
    for (const char *name : kToolchainFolders) {
        if (const Status status = allowToolchain(rules, name); !ok(status))
            return status;
    }
    for (const char *name : kToolchainStores) {
        if (const Status status = allowToolchain(rules, name); !ok(status))
            return status;
    }
    for (const char *name : kDevices) {
        std::snprintf(path, sizeof path, "/dev/%s", name);
        if (const Status status = allow(rules, path, kDevice); !ok(status))
            return status;
    }
    for (const char *name : {"box", "w", "tmp"}) {
        std::snprintf(path, sizeof path, "%s/%s", folder, name);
        const bool readOnly = box == BoxAccess::ReadOnly && std::strcmp(name, "box") == 0;
        if (const Status status = allow(rules, path, readOnly ? kReadFolder : kWriteFolder); !ok(status))
            return status;
    }
    return allowEtc(rules);
}

} // namespace assay::sandbox::helper
