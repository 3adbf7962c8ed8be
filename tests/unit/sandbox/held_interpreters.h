// SPDX-License-Identifier: GPL-3.0-or-later
// The interpreters that keepers of this host hold for warm starts, as seen from outside.
#pragma once

#include "warm_start_fixture.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace assay::sandbox::test {

/// Lines of proc_pid_status(5), by name.
inline std::map<std::string, std::string> linesOf(const std::string &process)
{
    std::map<std::string, std::string> lines;
    std::ifstream file("/proc/" + process + "/status");
    for (std::string name; std::getline(file, name, ':');)
        std::getline(file, lines[name]);
    return lines;
}

inline int numberOf(pid_t process, const std::string &name)
{
    return std::atoi(linesOf(std::to_string(process))[name].c_str());
}

/// In how many PID namespaces it is.
inline std::ptrdiff_t depthOf(const std::string &process)
{
    return std::ranges::count(linesOf(process)["NSpid"], '\t');
}

/// Processes of this host that run the script and are traced by their parent: interpreters that a keeper holds. What it has
/// borne is in a deeper namespace.
inline std::vector<pid_t> heldInterpreters()
{
    std::vector<pid_t> found;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos ||
            readAll(entry.path() / "cmdline").find(kScript) == std::string::npos)
            continue;
        auto lines = linesOf(name);
        const std::string tracer = std::to_string(std::atoi(lines["TracerPid"].c_str()));
        if (tracer != "0" && lines["TracerPid"] == lines["PPid"] && depthOf(name) == depthOf(tracer))
            found.push_back(std::atoi(name.c_str()));
    }
    return found;
}

} // namespace assay::sandbox::test
