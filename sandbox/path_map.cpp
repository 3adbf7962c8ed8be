// SPDX-License-Identifier: GPL-3.0-or-later
// PathMap: /box, /w and /tmp as a container without a mount namespace has them, in a folder on the host.
#include "sandbox/path_map.h"

#include <algorithm>

namespace assay::sandbox {

namespace {

constexpr std::string_view kFolders[] = {"/box", "/w", "/tmp"};
constexpr std::string_view kBefore = "=:,";
constexpr std::string_view kBehind = "/=:,";

/// How long the path at the start of `text` is; 0 when it is none of ours.
std::size_t pathLength(std::string_view text)
{
    for (const auto folder : kFolders) {
        if (text.starts_with(folder) && (text.size() == folder.size() || kBehind.contains(text[folder.size()])))
            return folder.size();
    }
    return 0;
}

} // namespace

std::string mappedInto(std::string_view folder, std::string_view text)
{
    std::string mapped;
    for (std::size_t i = 0; i < text.size();) {
        const bool mayBegin = i == 0 || kBefore.contains(text[i - 1]);
        const std::size_t length = mayBegin && !folder.empty() ? pathLength(text.substr(i)) : 0;
        if (length > 0)
            mapped.append(folder).append(text.substr(i, length));
        else
            mapped.push_back(text[i]);
        i += length > 0 ? length : 1;
    }
    return mapped;
}

RunSpec mappedInto(std::string_view folder, const RunSpec &spec)
{
    RunSpec mapped = spec;
    if (folder.empty())
        return mapped;
    for (auto *texts : {&mapped.argv, &mapped.environment}) {
        for (auto &text : *texts)
            text = mappedInto(folder, text);
    }
    mapped.workFolder = mappedInto(folder, mapped.workFolder);
    const auto isTemporaryFolder = [](const std::string &variable) { return variable.starts_with("TMPDIR="); };
    if (std::ranges::none_of(mapped.environment, isTemporaryFolder))
        mapped.environment.push_back("TMPDIR=" + std::string(folder) + "/tmp");
    return mapped;
}

std::string mappedBack(std::string_view folder, std::string text)
{
    for (auto found = text.find(folder); !folder.empty() && found != std::string::npos;
         found = text.find(folder, found))
        text.erase(found, folder.size());
    return text;
}

} // namespace assay::sandbox
