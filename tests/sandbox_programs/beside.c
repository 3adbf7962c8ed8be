// SPDX-License-Identifier: GPL-3.0-or-later
// "leave": shows itself in every way and waits. "look": looks for it from another container, at the same time.
#include "attack.h"

#include <dirent.h>
#include <sys/prctl.h>

static void show(void)
{
    prctl(PR_SET_NAME, "assay-attack", 0, 0, 0);
    const int fd = open("/dev/shm/assay-attack", O_CREAT | O_RDWR, 0666);
    (void)!ftruncate(fd, 4096);
    (void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(open("/w/assay-attack", O_CREAT | O_RDWR, 0666));
    close(open("/tmp/assay-attack", O_CREAT | O_RDWR, 0666));
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0)
            break;
    }
    printf("READY\n");
    fflush(stdout);
    for (;;)
        pause();
}

static void look(void)
{
    const char *places[] = {"/dev/shm/assay-attack", "/w/assay-attack", "/tmp/assay-attack"};
    for (int i = 0; i < 3; ++i) {
        if (access(places[i], F_OK) == 0)
            escaped("%s is the other's", places[i]);
    }
    if (kill(-1, SIGKILL) == 0)
        escaped("somebody was killed");
    for (int pid = 2; pid < 100000; ++pid) {
        if (pid != getpid() && kill(pid, 0) == 0)
            escaped("process %d is to be reached", pid);
    }
    for (int pid = 2; pid < 1000; ++pid) {
        if (pid != getpid() && syscall(SYS_pidfd_open, pid, 0) >= 0)
            escaped("process %d is to be opened", pid);
    }
    DIR *list = opendir("/proc");
    for (struct dirent *entry; list != NULL && (entry = readdir(list)) != NULL;) {
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && atoi(entry->d_name) != getpid())
            escaped("process %s is to be seen", entry->d_name);
    }
    contained("nobody is to be seen");
}

int main(void)
{
    if (is(wanted(), "leave"))
        show();
    else
        look();
    return finish();
}
