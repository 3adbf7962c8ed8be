// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for a way to more rights: capabilities, programs with the set-user-ID bit, raised limits, one's own program file.
#include "attack.h"

#include <dirent.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

static void status(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    int seen = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *none[] = {"CapInh:\t0000000000000000", "CapPrm:\t0000000000000000", "CapEff:\t0000000000000000",
                              "CapBnd:\t0000000000000000", "CapAmb:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"};
        for (size_t i = 0; i < sizeof none / sizeof *none; ++i) {
            const size_t name = strcspn(none[i], "\t");
            if (strncmp(line, none[i], name) != 0 || line[name] != '\t')
                continue;
            ++seen;
            if (strncmp(line, none[i], strlen(none[i])) != 0)
                escaped("it is not %s but %s", none[i], line);
        }
    }
    if (seen != 7)
        escaped("only %d of 7 lines are in /proc/self/status", seen);
    if (getuid() == 0 || geteuid() == 0 || getgid() == 0 || getegid() == 0)
        escaped("it is user 0");
    gid_t groups[64];
    const int count = getgroups(64, groups);
    for (int i = 0; i < count; ++i) {
        if (groups[i] != getgid() && groups[i] != 65534)
            escaped("it is in group %u", groups[i]);
    }
    contained("no rights");
}

static void setUserId(void)
{
    struct statvfs info;
    const char *mounts[] = {"/", "/usr", "/usr/bin", "/box", "/w", "/tmp", "/etc/passwd", "/dev/null", "/proc"};
    for (size_t i = 0; i < sizeof mounts / sizeof *mounts; ++i) {
        if (statvfs(mounts[i], &info) == 0 && (info.f_flag & ST_NOSUID) == 0)
            escaped("%s is mounted without nosuid", mounts[i]);
    }
    DIR *folder = opendir("/usr/bin");
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char path[512];
        struct stat file;
        snprintf(path, sizeof path, "/usr/bin/%s", entry->d_name);
        if (stat(path, &file) < 0 || (file.st_mode & (S_ISUID | S_ISGID)) == 0 || !S_ISREG(file.st_mode))
            continue;
        const pid_t child = fork();
        if (child == 0) {
            close(1);
            close(2);
            execl(path, entry->d_name, "-c", "id", (char *)NULL);
            _exit(1);
        }
        int result = 0;
        waitpid(child, &result, 0);
        contained("%s ended with %d", path, result);
    }
    // One of its own
    (void)!link("/proc/self/exe", "/tmp/own");
    const int fd = open("/tmp/own2", O_CREAT | O_WRONLY, 0755);
    fchmod(fd, 06755);
    contained("set-user-ID programs stay without");
}

static void limits(void)
{
    const int kinds[] = {RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_STACK, RLIMIT_NPROC, RLIMIT_NOFILE, RLIMIT_MEMLOCK,
                         RLIMIT_SIGPENDING, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_RTPRIO};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; ++i) {
        struct rlimit limit;
        getrlimit(kinds[i], &limit);
        if (limit.rlim_max == RLIM_INFINITY) {
            escaped("limit %d is unlimited", kinds[i]);
            continue;
        }
        const struct rlimit more = {.rlim_cur = limit.rlim_max + 1, .rlim_max = limit.rlim_max + 1};
        attempt("raising a limit", setrlimit(kinds[i], &more));
        const struct rlimit infinite = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
        attempt("lifting a limit", setrlimit(kinds[i], &infinite));
    }
}

/// The program file is the submission's own, the launcher's is the helper's: neither may be written to.
static void programFiles(void)
{
    char path[64];
    const pid_t others[] = {getpid(), getppid(), 1};
    for (int i = 0; i < 3; ++i) {
        snprintf(path, sizeof path, "/proc/%d/exe", others[i]);
        attempt(path, open(path, O_WRONLY));
        attempt(path, open(path, O_RDWR | O_TRUNC));
        attempt(path, truncate(path, 0));
    }
    snprintf(path, sizeof path, "/proc/%d/mem", getppid());
    attempt(path, open(path, O_RDWR));
    attempt("/proc/1/mem", open("/proc/1/mem", O_RDWR));
    const int fd = open("/proc/self/oom_score_adj", O_WRONLY); // to be spared when memory is short
    attempt("/proc/self/oom_score_adj", fd < 0 ? -1 : write(fd, "-1000", 5));
    const int map = open("/proc/self/uid_map", O_WRONLY);
    attempt("/proc/self/uid_map", map < 0 ? -1 : write(map, "0 0 1", 5));
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "status"))
        status();
    else if (is(what, "set_user_id"))
        setUserId();
    else if (is(what, "limits"))
        limits();
    else if (is(what, "core_limit")) { // with 0 the kernel would start the host's crash handler for it
        const struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
        attempt("no core file at all", setrlimit(RLIMIT_CORE, &none));
    } else if (is(what, "program_files"))
        programFiles();
    return finish();
}
