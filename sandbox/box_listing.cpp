// SPDX-License-Identifier: GPL-3.0-or-later
// BoxFile: a file of a container's box, and a holder's listing of them taken apart.
#include "sandbox/box_listing.h"

#include "sandbox/helper_protocol.h"

#include <algorithm>
#include <cstring>

namespace assay::sandbox {

namespace {

/// Without a name that leads elsewhere.
bool isBelow(std::string_view path)
{
    if (path.empty() || path.size() >= sizeof(FileRequest::path) || path.contains('\0'))
        return false;
    for (std::size_t start = 0; start <= path.size();) {
        const auto end = std::min(path.find('/', start), path.size());
        const auto name = path.substr(start, end - start);
        if (name.empty() || name == "." || name == "..")
            return false;
        start = end + 1;
    }
    return true;
}

} // namespace

Result<std::vector<BoxFile>> parseListing(std::string_view text)
{
    constexpr std::uint64_t kMaxSize = std::uint64_t{1}
                                       << 50; // more than a memory file system holds; sums stay in range
    std::vector<BoxFile> files;
    while (!text.empty()) {
        FileRecord record;
        if (text.size() < sizeof record)
            return fail(Errc::Sandbox, "a listing of files that is cut");
        std::memcpy(&record, text.data(), sizeof record);
        text.remove_prefix(sizeof record);
        const std::string_view path = text.substr(0, record.pathSize);
        if (path.size() < record.pathSize)
            return fail(Errc::Sandbox, "a listing of files that is cut");
        if (!isBelow(path) || record.size > kMaxSize || files.size() == kMaxListedFiles)
            return fail(Errc::Sandbox, "a listing of what cannot be there");
        files.push_back({.path = std::string(path),
                         .mode = record.mode,
                         .offset = {},
                         .size = Bytes{static_cast<std::int64_t>(record.size)},
                         .modified = record.modified});
        text.remove_prefix(path.size());
    }
    return files;
}

} // namespace assay::sandbox
