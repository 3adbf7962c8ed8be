// SPDX-License-Identifier: GPL-3.0-or-later
// A container without namespaces, and what is to be seen of it from outside.
#pragma once

#include "container_fixture.h"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace assay::sandbox {

inline bool isAlive(pid_t process)
{
    if (::kill(process, 0) < 0 && errno == ESRCH)
        return false;
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.find(") Z ") == std::string::npos && !text.empty(); // a zombie is dead, and somebody else's to bury
}

/// The private folders of that helper's containers.
inline std::vector<std::filesystem::path> foldersOf(pid_t helper)
{
    std::vector<std::filesystem::path> folders;
    const std::string prefix = "assay-box-" + std::to_string(helper) + "-";
    for (const auto &entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
        if (entry.path().filename().string().starts_with(prefix))
            folders.push_back(entry.path());
    }
    return folders;
}

/// That process and everything below it.
inline std::vector<pid_t> treeOf(pid_t root)
{
    std::vector<pid_t> tree{root};
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const auto process = std::to_string(tree[i]);
        std::ifstream file("/proc/" + process + "/task/" + process + "/children");
        for (pid_t child = 0; file >> child;)
            tree.push_back(child);
    }
    return tree;
}

/// Leaves a process of a session of its own behind, prints its number, and goes on.
inline const std::string kLeaveSleeper = "import os, time, sys\n"
                                         "read, write = os.pipe()\n"
                                         "if os.fork() == 0:\n"
                                         " os.setsid()\n"
                                         " if os.fork() == 0:\n"
                                         "  os.write(write, str(os.getpid()).encode() + b'\\n'); time.sleep(1000)\n"
                                         " os._exit(0)\n"
                                         "print(os.read(read, 99).decode(), end='', flush=True)\n";

/// A program that has left a sleeper behind and waits itself, on a thread of its own.
struct RunningProgram {
    std::stop_source stop;
    std::atomic<pid_t> sleeper = 0; ///< Its number, once it is known.
    std::jthread thread;

    explicit RunningProgram(ContainerFixture &box)
    {
        thread = std::jthread([this, &box] {
            using namespace std::chrono_literals;
            RunSpec spec{.argv = ContainerFixture::python(kLeaveSleeper + "time.sleep(100)"), .limits = {.wall = 100s}};
            spec.onOutput = [this](std::string_view text) { sleeper = std::atoi(std::string(text).c_str()); };
            (void)box.run(spec, stop.get_token());
        });
    }
};

} // namespace assay::sandbox
