// SPDX-License-Identifier: GPL-3.0-or-later
// Whether files have the same content.
#include "core/problems/file_content.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = 64 * 1024;

std::vector<std::string> namesBelow(const std::vector<fs::path> &files, const fs::path &root)
{
    std::vector<std::string> names;
    for (const fs::path &file : files)
        names.push_back(file.lexically_relative(root).generic_string());
    std::ranges::sort(names);
    return names;
}

bool isExecutable(const fs::path &path)
{
    std::error_code error;
    return (fs::status(path, error).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

} // namespace

bool sameContent(const fs::path &one, const fs::path &other)
{
    std::error_code error;
    const auto size = fs::file_size(one, error);
    if (error || size != fs::file_size(other, error) || error)
        return false;
    if (fs::equivalent(one, other, error))
        return true;
    std::ifstream a{one, std::ios::binary};
    std::ifstream b{other, std::ios::binary};
    std::vector<char> left(kPiece);
    std::vector<char> right(kPiece);
    for (std::uintmax_t seen = 0; seen < size;) {
        const auto count = static_cast<std::streamsize>(std::min<std::uintmax_t>(kPiece, size - seen));
        if (!a.read(left.data(), count) || !b.read(right.data(), count) ||
            std::memcmp(left.data(), right.data(), static_cast<std::size_t>(count)) != 0)
            return false;
        seen += static_cast<std::uintmax_t>(count);
    }
    return true;
}

bool sameFiles(const std::vector<fs::path> &some, const fs::path &root, const std::vector<fs::path> &others,
               const fs::path &otherRoot)
{
    const auto names = namesBelow(some, root);
    return names == namesBelow(others, otherRoot) && std::ranges::all_of(names, [&](const std::string &name) {
               return sameContent(root / name, otherRoot / name) &&
                      isExecutable(root / name) == isExecutable(otherRoot / name);
           });
}

std::vector<fs::path> filesBelow(const fs::path &folder)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator{folder, error}) {
        if (entry.is_regular_file(error))
            files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

} // namespace assay::core
