// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of tests/warm_start_programs, taken apart.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace assay::sandbox::test {

struct WarmStartProgram {
    std::string name;
    std::string source;
    std::string endedBy; ///< "cpu" or "wall" when it does not end by itself: that limit is short.
};

inline std::string readAll(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// In files of text, each program behind a line "=== name" or "=== name (what ends it)"; and those that no file of text can hold.
inline std::vector<WarmStartProgram> warmStartPrograms(const std::filesystem::path &folder)
{
    constexpr std::string_view mark = "=== ";
    std::vector<WarmStartProgram> programs{
        {.name = "null byte", .source = std::string("print('never')\n\0\n", 17)},
        {.name = "unknown encoding", .source = "# -*- coding: no-such-codec -*-\nprint(1)\n", .endedBy = {}},
        {.name = "latin-1 source", .source = "# -*- coding: latin-1 -*-\nprint(ascii('\xe4\xf6'))\n", .endedBy = {}},
        {.name = "not UTF-8", .source = "print('\xff\xfe')\n", .endedBy = {}},
    };
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto &path : files) {
        std::ifstream file(path);
        bool inProgram = false;
        for (std::string line; std::getline(file, line);) {
            if (line.starts_with(mark)) {
                const auto bracket = std::min(line.find(" ("), line.size());
                programs.push_back(
                    {.name = line.substr(mark.size(), bracket - mark.size()), .source = {}, .endedBy = {}});
                if (bracket < line.size())
                    programs.back().endedBy = line.substr(bracket + 2, line.size() - bracket - 3);
                inProgram = true;
            } else if (inProgram) {
                programs.back().source += line + "\n";
            }
        }
    }
    return programs;
}

} // namespace assay::sandbox::test
