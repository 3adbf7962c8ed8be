// SPDX-License-Identifier: GPL-3.0-or-later
// The glob patterns of submissions.yaml.
#include "core/problems/glob_pattern.h"

#include <algorithm>
#include <vector>

namespace assay::core {

namespace {

constexpr std::size_t kMostAlternatives = 4096;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The pattern without braces, in all its alternatives; empty when there are too many.
std::vector<std::string> expandBraces(std::string_view pattern)
{
    std::vector<std::string> expanded = {""};
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
        const std::string_view plain = pattern.substr(0, close == std::string_view::npos ? close : open);
        for (std::string &text : expanded)
            text += plain;
        if (close == std::string_view::npos)
            break;
        std::vector<std::string> longer;
        std::string_view choices = pattern.substr(open + 1, close - open - 1);
        while (true) {
            const auto comma = choices.find(',');
            const std::string_view choice = trimmed(choices.substr(0, comma));
            if (longer.size() + expanded.size() > kMostAlternatives)
                return {};
            for (const std::string &text : expanded)
                longer.push_back(text + std::string{choice});
            if (comma == std::string_view::npos)
                break;
            choices.remove_prefix(comma + 1);
        }
        expanded = std::move(longer);
        pattern.remove_prefix(close + 1);
    }
    return expanded;
}

/// One path component against one pattern component; linear but for the last star, to which it goes back.
bool matchesName(std::string_view pattern, std::string_view name)
{
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t afterStar = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            afterStar = n;
        } else if (p < pattern.size() && pattern[p] == name[n]) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++afterStar;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string_view takeComponent(std::string_view &path)
{
    const auto slash = path.find('/');
    const std::string_view component = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    return component;
}

bool matchesPath(std::string_view pattern, std::string_view path)
{
    if (pattern.ends_with('/'))
        pattern.remove_suffix(1);
    if (pattern.empty())
        return false;
    while (!pattern.empty()) {
        if (path.empty())
            return false;
        const auto wanted = takeComponent(pattern);
        if (!matchesName(wanted, takeComponent(path)))
            return false;
    }
    return true;
}

} // namespace

bool matchesGlob(std::string_view pattern, std::string_view path)
{
    return std::ranges::any_of(expandBraces(pattern),
                               [path](const std::string &plain) { return matchesPath(plain, path); });
}

} // namespace assay::core
