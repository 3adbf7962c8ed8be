// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for what is the host's, the engine's or another submission's: files, processes, descriptors, environment.
#include "attack.h"

#include <dirent.h>

extern char **environ;

static void mustNotOpen(const char *path)
{
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        contained("%s: %s", path, strerror(errno));
        return;
    }
    struct stat info;
    fstat(fd, &info);
    escaped("%s can be opened, mode %o", path, info.st_mode);
    close(fd);
}

static void hostFiles(void)
{
    const char *paths[] = {"/etc/shadow", "/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/etc/machine-id",
                           "/etc/ssh", "/etc/sudoers", "/etc/fstab", "/etc/ssl", "/root", "/home", "/var", "/var/log",
                           "/run", "/run/user", "/srv", "/mnt", "/media", "/opt", "/boot", "/sys", "/sys/kernel",
                           "/sys/fs/cgroup", "/old", "/var/tmp", "/lost+found", "/.dockerenv", "/work"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i)
        mustNotOpen(paths[i]);
    char line[256];
    FILE *accounts = fopen("/etc/passwd", "r");
    while (accounts != NULL && fgets(line, sizeof line, accounts) != NULL) {
        if (strncmp(line, "runner:", 7) != 0)
            escaped("an account of the host: %s", line);
    }
    contained("the accounts are the container's own");
}

static void devices(void)
{
    const char *paths[] = {"/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1",
                           "/dev/loop0", "/dev/loop-control", "/dev/fuse", "/dev/net/tun", "/dev/kvm", "/dev/tty",
                           "/dev/tty0", "/dev/console", "/dev/ptmx", "/dev/pts", "/dev/mapper/control", "/dev/vhost-vsock",
                           "/dev/uinput", "/dev/input/event0", "/dev/dri/card0", "/dev/snd/timer", "/dev/userfaultfd",
                           "/dev/mqueue", "/dev/hugepages", "/dev/rtc0", "/dev/hpet", "/dev/cpu/0/msr", "/dev/log"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i)
        mustNotOpen(paths[i]);
    DIR *folder = opendir("/dev");
    int entries = 0;
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
        entries += entry->d_name[0] != '.';
    if (entries > 10) // null, zero, full, random, urandom, fd, shm, stdin, stdout, stderr
        escaped("/dev has %d entries", entries);
}

static void processes(void)
{
    const char *paths[] = {"/proc/1/environ", "/proc/1/mem", "/proc/1/maps", "/proc/1/exe", "/proc/1/root", "/proc/1/cwd",
                           "/proc/1/fd", "/proc/1/status", "/proc/1/cmdline", "/proc/2", "/proc/kcore", "/proc/kmsg",
                           "/proc/kallsyms", "/proc/keys", "/proc/meminfo", "/proc/cpuinfo", "/proc/mounts/",
                           "/proc/sys", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/sysvipc/shm",
                           "/proc/net/tcp", "/proc/locks", "/proc/timer_list", "/proc/sched_debug", "/proc/cmdline",
                           "/proc/version", "/proc/uptime", "/proc/loadavg", "/proc/stat", "/proc/partitions"};
    char self[32];
    snprintf(self, sizeof self, "/proc/%d", getpid());
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i) {
        if (!is(paths[i], self)) // a program may be number 2
            mustNotOpen(paths[i]);
    }
    DIR *folder = opendir("/proc");
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && atoi(entry->d_name) != getpid())
            escaped("process %s is to be seen", entry->d_name);
    }
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", getppid());
    mustNotOpen(path);
    contained("only this process is to be seen");
}

static void descriptors(void)
{
    for (int fd = 3; fd < 1024; ++fd) {
        if (fcntl(fd, F_GETFD) >= 0)
            escaped("descriptor %d was inherited", fd);
    }
    contained("three descriptors, and no more");
}

static void environment(void)
{
    const char *known[] = {"PATH=", "HOME=", "LANG=", "TMPDIR=", "LC_", "PYTHON", "MALLOC_", "NODE_", "JAVA_"};
    for (char **variable = environ; *variable != NULL; ++variable) {
        int isKnown = 0;
        for (size_t i = 0; i < sizeof known / sizeof *known; ++i)
            isKnown |= strncmp(*variable, known[i], strlen(known[i])) == 0;
        if (!isKnown)
            escaped("a variable of the engine's: %s", *variable);
    }
    contained("nothing in the environment");
}

/// Names of the host's files: what a descriptor was opened as, what was mounted from where.
static void names(void)
{
    char text[4096];
    for (int fd = 0; fd < 3; ++fd) {
        char path[32];
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        const ssize_t size = readlink(path, text, sizeof text - 1);
        text[size > 0 ? size : 0] = 0;
        if (text[0] == '/' && strncmp(text, "/dev/null", 9) != 0 && strncmp(text, "/memfd:", 7) != 0)
            escaped("descriptor %d is the host's file %s", fd, text);
        else
            contained("descriptor %d is %s", fd, text);
    }
    if (getcwd(text, sizeof text) == NULL || !is(text, "/w"))
        escaped("the work folder is %s", text);
}

/// Out of the root by the ways that have led out of a chroot.
static void wayOut(void)
{
    for (int i = 0; i < 64; ++i) {
        if (chdir("..") < 0)
            break;
    }
    if (access("box", F_OK) < 0)
        escaped("the root can be left by chdir");
    const char *paths[] = {"/proc/self/root/../../etc/shadow", "/proc/self/cwd/../../../root", "/proc/self/task/1/root",
                           "/proc/self/fd/0/../../etc/shadow", "/box/../../etc/shadow", "/usr/../root/.ssh"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; ++i)
        mustNotOpen(paths[i]);
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "host_files"))
        hostFiles();
    else if (is(what, "devices"))
        devices();
    else if (is(what, "processes"))
        processes();
    else if (is(what, "descriptors"))
        descriptors();
    else if (is(what, "environment"))
        environment();
    else if (is(what, "names"))
        names();
    else if (is(what, "way_out"))
        wayOut();
    return finish();
}
