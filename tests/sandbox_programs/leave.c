// SPDX-License-Identifier: GPL-3.0-or-later
// "leave": leaves something in every place that it can. "look": looks for it, as a later run.
#include "attack.h"

#include <dirent.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

enum { kMany = 500, kFew = 100 };

static const char *folders[] = {"/w", "/tmp", "/dev/shm"};
static const struct timespec marks[2] = {{.tv_sec = 12345, .tv_nsec = 6789}, {.tv_sec = 54321, .tv_nsec = 9876}};

static void leaveProcess(void)
{
    if (fork() != 0)
        return;
    setsid();
    for (int signal = 1; signal < 65; ++signal)
        (void)sigaction(signal, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (fork() != 0)
        _exit(0);
    prctl(PR_SET_NAME, "assay-attack", 0, 0, 0);
    for (;;)
        pause();
}

static void leave(void)
{
    // Numbers that only ever rise: of processes, of inodes. They can be counted up to a message.
    for (int i = 0; i < kMany; ++i) {
        const pid_t child = vfork();
        if (child == 0)
            _exit(0);
        waitpid(child, NULL, 0);
    }
    for (size_t folder = 0; folder < 3; ++folder) {
        char path[96];
        for (int i = 0; i < kMany; ++i) {
            snprintf(path, sizeof path, "%s/assay-attack-%d", folders[folder], i);
            const int fd = open(path, O_CREAT | O_RDWR, 0600);
            close(fd);
            unlink(path);
        }
    }
    const char *places[] = {"/w/assay-attack", "/tmp/assay-attack", "/dev/shm/assay-attack", "/dev/shm/sem.assay-attack",
                            "/w/.assay-attack", "/tmp/.assay-attack", "/box/assay-attack", "/box/out/assay-attack",
                            "/box/src/assay-attack", "/usr/assay-attack", "/dev/assay-attack", "/assay-attack"};
    for (size_t i = 0; i < sizeof places / sizeof *places; ++i) {
        const int fd = open(places[i], O_CREAT | O_WRONLY, 0600);
        (void)!write(fd, "secret", 6);
        close(fd);
    }
    leaveProcess();
    const struct itimerval soon = {.it_interval = {.tv_sec = 0, .tv_usec = 1000}, .it_value = {.tv_sec = 0, .tv_usec = 1000}};
    signal(SIGALRM, SIG_IGN);
    setitimer(ITIMER_REAL, &soon, NULL);
    umask(0777);
    contained("it was left");
}

/// Nothing but what a folder itself remembers, so that it looks as if nothing had been used.
static void leaveLittle(void)
{
    for (size_t folder = 0; folder < 2; ++folder) {
        utimensat(AT_FDCWD, folders[folder], marks, 0);
        chmod(folders[folder], 0711);
    }
    contained("times and modes were left");
}

static void lookAtFolder(const char *folder)
{
    DIR *list = opendir(folder);
    if (list == NULL)
        escaped("%s cannot be read: %s", folder, strerror(errno));
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        if (!is(entry->d_name, ".") && !is(entry->d_name, ".."))
            escaped("%s/%s is there", folder, entry->d_name);
    }
    struct stat info;
    stat(folder, &info);
    if ((info.st_mode & 07777) != 0755 && (info.st_mode & 07777) != 01777)
        escaped("%s has mode %o", folder, info.st_mode);
    if (info.st_mtim.tv_sec == marks[1].tv_sec || info.st_atim.tv_sec == marks[0].tv_sec)
        escaped("%s has the time that was left", folder);
    char path[96];
    snprintf(path, sizeof path, "%s/number", folder);
    const int fd = open(path, O_CREAT | O_RDWR, 0600);
    if (fd < 0 || fstat(fd, &info) < 0)
        escaped("%s cannot be used: %s", folder, strerror(errno));
    else if (info.st_ino > kFew)
        escaped("%s: the next inode is %lu", folder, info.st_ino);
    close(fd);
    unlink(path);
}

static void lookAtProcesses(void)
{
    if (kill(-1, 0) == 0)
        escaped("there is another process");
    DIR *list = opendir("/proc");
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && atoi(entry->d_name) != getpid())
            escaped("process %s is there", entry->d_name);
    }
    if (getpid() > kFew)
        escaped("process numbers have gone up to %d", getpid());
}

static void lookAtOneself(void)
{
    for (int signal = 1; signal < 65; ++signal) {
        struct sigaction action;
        if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_DFL)
            escaped("signal %d is not at its default", signal);
    }
    sigset_t blocked;
    sigprocmask(SIG_BLOCK, NULL, &blocked);
    for (int signal = 1; signal < 32; ++signal) {
        if (sigismember(&blocked, signal) == 1)
            escaped("signal %d is blocked", signal);
    }
    struct itimerval timer;
    getitimer(ITIMER_REAL, &timer);
    if (timer.it_value.tv_sec != 0 || timer.it_value.tv_usec != 0)
        escaped("a timer runs");
    if (umask(022) != 022)
        escaped("the umask is another");
    if (getsid(0) != getpid() || getpgid(0) != getpid())
        escaped("the session is another's");
    if (getpriority(PRIO_PROCESS, 0) != 0)
        escaped("the priority is another");
    if (access("/box/assay-attack", F_OK) == 0 || access("/box/out/assay-attack", F_OK) == 0)
        escaped("/box has what was left");
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "leave")) {
#ifdef LITTLE
        leaveLittle();
#else
        leave();
        (void)leaveLittle;
#endif
        return finish();
    }
    lookAtProcesses();
    for (size_t folder = 0; folder < 3; ++folder)
        lookAtFolder(folders[folder]);
    lookAtOneself();
    (void)leave;
    contained("nothing was found");
    return finish();
}
