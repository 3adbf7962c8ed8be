// SPDX-License-Identifier: GPL-3.0-or-later
// Ends as if somebody else had ended it, so that the verdict would be another one.
#include "attack.h"

int main(void)
{
    const char *what = wanted();
    printf("1\n");
    fflush(stdout);
    if (is(what, "exit_137"))
        _exit(137);
    if (is(what, "exit_42")) // what a validator says for "accepted"
        _exit(42);
    if (is(what, "exit_256"))
        _exit(256 + 3);
    if (is(what, "sigkill"))
        kill(getpid(), SIGKILL);
    if (is(what, "sigxcpu"))
        kill(getpid(), SIGXCPU);
    if (is(what, "sigxfsz"))
        kill(getpid(), SIGXFSZ);
    if (is(what, "sigsys"))
        kill(getpid(), SIGSYS); // not a forbidden call
    if (is(what, "sigsys_thread"))
        syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGSYS);
    if (is(what, "sigstop_then_kill")) {
        if (fork() == 0) {
            usleep(10000);
            kill(getppid(), SIGKILL);
            _exit(0);
        }
        kill(getpid(), SIGSTOP);
    }
    if (is(what, "zero_from_child")) {
        // The child ends well, the program does not: only the program's own end counts.
        if (fork() == 0)
            _exit(0);
        wait(NULL);
        _exit(3);
    }
    if (is(what, "zero_from_parents_child")) {
        if (syscall(SYS_clone, 0x8000 | SIGCHLD, 0, 0, 0, 0) == 0)
            _exit(0);
        usleep(5000);
        _exit(3);
    }
    return 0;
}
