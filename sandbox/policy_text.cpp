// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of system call policies, put together.
#include "sandbox/policy_text.h"

#include <algorithm>
#include <set>
#include <vector>

namespace assay::sandbox {

namespace {

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

/// The system call that a line is about; empty for an empty line and a comment.
std::string_view callOf(std::string_view line)
{
    line = line.substr(0, line.find('#'));
    const auto first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    line.remove_prefix(first);
    return line.substr(0, line.find_first_of(" \t\r:"));
}

} // namespace

std::string withOverrides(std::string_view policy, std::string_view overrides)
{
    std::set<std::string_view> overridden;
    for (const auto line : linesOf(overrides))
        overridden.insert(callOf(line));
    std::string text;
    for (const auto line : linesOf(policy)) {
        if (callOf(line).empty() || !overridden.contains(callOf(line)))
            text.append(line).push_back('\n');
    }
    return text.append(overrides);
}

} // namespace assay::sandbox
