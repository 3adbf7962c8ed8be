// SPDX-License-Identifier: GPL-3.0-or-later
// Ends at once and leaves processes: in sessions of their own, orphaned twice, holding the output open.
#include "attack.h"

#include <sched.h>

static void becomeDaemon(void (*work)(void))
{
    if (fork() != 0)
        return;
    setsid();
    for (int signal = 1; signal < 65; ++signal)
        (void)sigaction(signal, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    if (fork() != 0)
        _exit(0);
    work();
    _exit(0);
}

static void spin(void)
{
    for (;;) {
    }
}

static void wait_(void)
{
    for (;;)
        pause();
}

static void breed(void)
{
    for (;;) { // each generation is gone before it can be looked at
        if (fork() != 0)
            _exit(0);
    }
}

static void writeLater(void)
{
    for (;;) {
        (void)!write(1, "x", 1);
        usleep(1000);
    }
}

int main(void)
{
    const char *what = wanted();
    printf("CONTAINED nobody waits for the daemons\n");
    fflush(stdout);
    if (is(what, "idle")) {
        for (int i = 0; i < 8; ++i)
            becomeDaemon(wait_);
    } else if (is(what, "busy")) {
        for (int i = 0; i < 4; ++i)
            becomeDaemon(spin);
    } else if (is(what, "fleeing")) {
        for (int i = 0; i < 4; ++i)
            becomeDaemon(breed);
        usleep(20000);
    } else if (is(what, "writing")) {
        becomeDaemon(writeLater);
        usleep(5000);
    } else if (is(what, "of_the_parent")) {
        // CLONE_PARENT: the child is the launcher's, not ours
        if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0)
            _exit(77);
        if (syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0)
            wait_();
        usleep(5000);
    }
    return finish();
}
