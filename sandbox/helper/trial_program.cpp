// SPDX-License-Identifier: GPL-3.0-or-later
// The program that a trial container runs: looks around, or does what has to be stopped.
#include "sandbox/helper/trial_program.h"

#include "base/unique_fd.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

namespace assay::sandbox::helper {

namespace {

/// Longer than whoever waits for it to be stopped.
void waitToBeStopped()
{
    const timespec pause{.tv_sec = 10, .tv_nsec = 0};
    ::nanosleep(&pause, nullptr);
}

void lookAtNamespaces()
{
    for (const char *name : {"user", "mnt", "pid", "net", "ipc", "uts", "cgroup"}) {
        char path[64];
        char target[64] = {};
        std::snprintf(path, sizeof path, "/proc/self/ns/%s", name);
        if (::readlink(path, target, sizeof target - 1) > 0)
            std::printf("ns.%s %s\n", name, target);
    }
}

void lookAtStatus()
{
    std::FILE *file = std::fopen("/proc/self/status", "re");
    if (file == nullptr)
        return;
    char line[256];
    while (std::fgets(line, sizeof line, file) != nullptr) {
        for (const char *key : {"NoNewPrivs:", "Seccomp:", "CapEff:", "CapBnd:"}) {
            const std::size_t length = std::strlen(key);
            if (std::strncmp(line, key, length) == 0)
                std::printf("%.*s %s", static_cast<int>(length) - 1, key, line + length + 1);
        }
    }
    std::fclose(file);
}

/// Processes that are to be seen, besides this one.
void countProcesses()
{
    DIR *folder = ::opendir("/proc");
    if (folder == nullptr) {
        std::printf("processes -1\n");
        return;
    }
    int count = 0;
    while (const dirent *entry = ::readdir(folder))
        count += entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && std::atoi(entry->d_name) != ::getpid() ? 1 : 0;
    ::closedir(folder);
    std::printf("processes %d\n", count);
}

/// Puts bytes and files into the work folder, up to `most` of each. Whether it was refused before.
bool fillFolder(long mostKibibytes, int mostFiles)
{
    static char block[1024];
    long written = 0;
    {
        const UniqueFd file(::open("trial", O_CREAT | O_RDWR | O_CLOEXEC, 0600));
        while (file && written < mostKibibytes && ::write(file.get(), block, sizeof block) == sizeof block)
            ++written;
    }
    int files = 0;
    for (; files < mostFiles; ++files) {
        char name[32];
        std::snprintf(name, sizeof name, "f%d", files);
        if (!UniqueFd(::open(name, O_CREAT | O_RDWR | O_CLOEXEC, 0600)))
            break;
    }
    std::printf("kibibytes %ld\nfiles %d\n", written, files);
    return written < mostKibibytes || files < mostFiles;
}

/// -1 when it cannot be read.
int linesOf(const char *path)
{
    std::FILE *file = std::fopen(path, "re");
    if (file == nullptr)
        return -1;
    int lines = 0;
    for (int character = 0; (character = std::fgetc(file)) != EOF;)
        lines += character == '\n' ? 1 : 0;
    std::fclose(file);
    return lines;
}

int look()
{
    lookAtNamespaces();
    lookAtStatus();
    countProcesses();
    std::printf("passwd %d\n", linesOf("/etc/passwd"));
    std::printf("root-write %d\n", UniqueFd(::open("/trial", O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) ? 1 : 0);
    std::printf("parent-signal %d\n", ::kill(::getppid(), 0) == 0 ? 0 : errno);
    return 0;
}

int fill()
{
    const bool refused = fillFolder(4096, 128);
    (void)std::fflush(stdout);
    if (!refused)
        waitToBeStopped();
    return 0;
}

int touchMemory(long mebibytes)
{
    const std::size_t size = static_cast<std::size_t>(mebibytes) << 20;
    void *memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 2;
    auto *bytes = static_cast<volatile char *>(memory);
    for (std::size_t i = 0; i < size; i += 4096)
        bytes[i] = 1;
    waitToBeStopped();
    return 1;
}

int startProcesses(int most)
{
    int started = 0;
    for (; started < most; ++started) {
        const pid_t child = ::fork();
        if (child < 0)
            break;
        if (child == 0) {
            waitToBeStopped();
            ::_exit(0);
        }
    }
    std::printf("started %d\n", started);
    (void)std::fflush(stdout);
    if (started == most)
        waitToBeStopped();
    return 0;
}

} // namespace

int runTrialProgram(std::span<char *const> arguments)
{
    const std::string what = arguments.front();
    const long number = arguments.size() > 1 ? std::atol(arguments[1]) : 0;
    if (what == "look")
        return look();
    if (what == "fill")
        return fill();
    if (what == "forbidden")
        return ::socket(AF_INET, SOCK_DGRAM, 0) < 0 ? 3 : 4;
    if (what == "memory")
        return touchMemory(number);
    if (what == "processes")
        return startProcesses(static_cast<int>(number));
    return 2;
}

} // namespace assay::sandbox::helper
