// SPDX-License-Identifier: GPL-3.0-or-later
// PathMap: /box, /w and /tmp as a container without a mount namespace has them, in a folder on the host; /toolchain is the
// host's root there.
#include "sandbox/path_map.h"

#include <algorithm>

namespace assay::sandbox {

namespace {

constexpr std::string_view kFolders[] = {"/box", "/w", "/tmp"};
constexpr std::string_view kStores = "/toolchain";
constexpr std::string_view kBefore = "=:,";
constexpr std::string_view kBehind = "/=:,";

/// Whether `text` begins with the path of `folder` or of something in it.
bool isAt(std::string_view folder, std::string_view text)
{
    return text.starts_with(folder) && (text.size() == folder.size() || kBehind.contains(text[folder.size()]));
}

/// The folder of ours at the start of `text`; empty when there is none.
std::string_view folderAt(std::string_view text)
{
    for (const auto folder : kFolders) {
        if (isAt(folder, text))
            return folder;
    }
    return {};
}

} // namespace

std::string mappedInto(std::string_view folder, std::string_view text)
{
    if (folder.empty())
        return std::string(text);
    std::string mapped;
    for (std::size_t i = 0; i < text.size();) {
        const bool mayBegin = i == 0 || kBefore.contains(text[i - 1]);
        if (const auto ours = mayBegin ? folderAt(text.substr(i)) : std::string_view(); !ours.empty()) {
            mapped.append(folder).append(ours);
            i += ours.size();
        } else if (mayBegin && isAt(kStores, text.substr(i))) {
            i += kStores.size();
        } else {
            mapped.push_back(text[i]);
            ++i;
        }
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
