// SPDX-License-Identifier: GPL-3.0-or-later
// Which host user a container's user is.
#include "sandbox/helper/host_ids.h"

#include "sandbox/helper/setup_status.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

struct IdRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    [[nodiscard]] bool contains(std::uint32_t id) const { return id >= first && id - first < count; }
    [[nodiscard]] bool contains(const IdRange &other) const
    {
        return other.first >= first && other.first - first <= count && other.count <= count - (other.first - first);
    }
};

/// Above what systemd hands out to services, users and containers, below its "foreign" ids (its documentation "Users,
/// Groups, UIDs and GIDs on systemd Systems": containers end at 1879048191, foreign ids begin at 2147352576).
constexpr IdRange kPreferred{.first = 2'000'000'000, .count = 147'352'576};
/// Fewer are somebody's own ids, mapped one by one.
constexpr std::uint32_t kLeastRange = 10'000;
constexpr std::uint32_t kNobody = 65'534;
constexpr int kAttempts = 100;

std::optional<std::uint32_t> numberIn(std::string_view text)
{
    std::uint32_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

/// The ids that this user namespace has: in a nested one only a few are mapped. user_namespaces(7).
std::vector<IdRange> mappedRanges(const char *mapFile)
{
    std::vector<IdRange> ranges;
    std::ifstream file(mapFile);
    std::uint32_t inside = 0;
    std::uint32_t outside = 0;
    std::uint32_t count = 0;
    while (file >> inside >> outside >> count)
        ranges.push_back({.first = inside, .count = count});
    return ranges;
}

/// Where to look for an id: the preferred range, or where that is not mapped the upper half of the largest one.
IdRange idRange()
{
    const auto ranges = mappedRanges("/proc/self/uid_map");
    IdRange largest;
    for (const auto &range : ranges) {
        if (range.contains(kPreferred))
            return kPreferred;
        if (range.count > largest.count)
            largest = range;
    }
    if (largest.count < kLeastRange)
        return {};
    return {.first = largest.first + largest.count / 2, .count = largest.count - largest.count / 2};
}

std::vector<std::string> splitAtColons(const std::string &line)
{
    std::vector<std::string> fields(1);
    for (const char c : line) {
        if (c == ':')
            fields.emplace_back();
        else
            fields.back().push_back(c);
    }
    return fields;
}

/// Whether an account or a group has that number. passwd(5), group(5).
bool isAccount(std::uint32_t id)
{
    for (const char *path : {"/etc/passwd", "/etc/group"}) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            const auto fields = splitAtColons(line);
            for (std::size_t i = 2; i < std::min<std::size_t>(fields.size(), 4); ++i) {
                if (numberIn(fields[i]) == id)
                    return true;
            }
        }
    }
    return false;
}

/// Whether it is given to somebody for namespaces of his own. subuid(5).
bool isSubordinate(std::uint32_t id)
{
    for (const char *path : {"/etc/subuid", "/etc/subgid"}) {
        std::ifstream file(path);
        for (std::string line; std::getline(file, line);) {
            const auto fields = splitAtColons(line);
            if (fields.size() >= 3 &&
                IdRange{.first = numberIn(fields[1]).value_or(0), .count = numberIn(fields[2]).value_or(0)}.contains(
                    id))
                return true;
        }
    }
    return false;
}

/// Whether a process that is to be seen from here runs under it. proc_pid_status(5).
bool isRunning(std::uint32_t id)
{
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().filename().string().find_first_not_of("0123456789") != std::string::npos)
            continue;
        std::ifstream file(entry->path() / "status");
        for (std::string word; file >> word;) {
            if (word != "Uid:" && word != "Gid:")
                continue;
            std::uint32_t ids[4] = {};
            file >> ids[0] >> ids[1] >> ids[2] >> ids[3];
            if (std::ranges::contains(ids, id))
                return true;
            if (word == "Gid:")
                break;
        }
    }
    return false;
}

/// A name that only one socket of the host can have, and that goes with its process, however that ends. unix(7),
/// abstract sockets.
UniqueFd reserve(std::uint32_t id)
{
    const std::string name = "assay-sandbox-id-" + std::to_string(id);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path + 1, name.data(), name.size()); // the first byte is 0
    UniqueFd socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (!socket || ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&address), length) < 0)
        return {};
    return socket;
}

} // namespace

Status takeHostIds(HostIds &ids)
{
    ids.uid = ::geteuid();
    ids.gid = ::getegid();
    const IdRange range = idRange();
    if (ids.uid != 0 || range.count == 0)
        return {};
    const auto groups = mappedRanges("/proc/self/gid_map");
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        std::uint32_t random = 0;
        if (::getrandom(&random, sizeof random, 0) != sizeof random)
            return failed(SetupStep::MapIds, "getrandom");
        const std::uint32_t id = range.first + random % range.count;
        const bool isGroup = std::ranges::any_of(groups, [id](const IdRange &mapped) { return mapped.contains(id); });
        if (!isGroup || id == kNobody || isAccount(id) || isSubordinate(id))
            continue;
        ids.reservation = reserve(id); // first, so that of two helpers one sees the other
        if (!ids.reservation || isRunning(id))
            continue;
        ids.uid = id;
        ids.gid = id;
        return {};
    }
    return failed(SetupStep::MapIds, "no unused user id", EAGAIN);
}

bool takeLeftIds(uid_t uid, HostIds &ids)
{
    if (::geteuid() != 0 || uid == kNobody || !idRange().contains(uid) || isAccount(uid) || isSubordinate(uid))
        return false;
    ids.reservation = reserve(uid);
    ids.uid = uid;
    ids.gid = uid;
    return static_cast<bool>(ids.reservation);
}

} // namespace assay::sandbox::helper
