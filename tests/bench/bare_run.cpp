// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline: a program started by posix_spawn and waited for, without any sandbox.
#include "tests/bench/bare_run.h"

#include "tests/bench/measure.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace assay::bench {

void bareRun(const std::vector<std::string> &command)
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    for (const int fd : {0, 1, 2})
        ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
    std::vector<char *> arguments;
    for (const auto &argument : command)
        arguments.push_back(const_cast<char *>(argument.c_str())); // posix_spawn does not write to them
    arguments.push_back(nullptr);
    char path[] = "PATH=/usr/bin:/bin"; // a compiler driver looks for its parts there
    char *environment[] = {path, nullptr};
    pid_t pid = -1;
    int status = -1;
    require(::posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environment) == 0 &&
                ::waitpid(pid, &status, 0) == pid && status == 0,
            "the bare run failed");
    ::posix_spawn_file_actions_destroy(&actions);
}

} // namespace assay::bench
