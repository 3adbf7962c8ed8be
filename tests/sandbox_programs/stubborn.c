// SPDX-License-Identifier: GPL-3.0-or-later
// Does not want to end: ignores and blocks every signal, sleeps, spins, waits for its limits to pass unseen.
#include "attack.h"

#include <sys/resource.h>
#include <sys/time.h>

static void ignoreAll(void)
{
    for (int signal = 1; signal < 65; ++signal) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_handler = SIG_IGN;
        sigaction(signal, &action, NULL);
    }
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
}

static void returnAtOnce(int signal)
{
    (void)signal;
}

int main(void)
{
    const char *what = wanted();
    ignoreAll();
    if (is(what, "spin")) {
        for (;;) {
        }
    } else if (is(what, "sleep")) {
        for (;;)
            sleep(1000);
    } else if (is(what, "handle_xcpu")) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        signal(SIGXCPU, returnAtOnce);
        signal(SIGTERM, returnAtOnce);
        for (;;) {
        }
    } else if (is(what, "wait_for_child")) {
        if (fork() == 0) {
            setsid();
            for (;;)
                pause();
        }
        for (;;)
            wait(NULL);
    } else if (is(what, "wait_in_kernel")) {
        if (vfork() == 0) { // the parent waits uninterruptibly for a child that never becomes anything
            for (;;)
                pause();
        }
    } else if (is(what, "exec_for_ever")) {
        const char *program = "/proc/self/exe";
        int again[2];
        if (pipe(again) == 0 && write(again[1], "exec_for_ever", 13) == 13 && dup2(again[0], 0) == 0) {
            close(again[0]);
            close(again[1]);
            execl(program, program, (char *)NULL); // CPU time goes on counting through execve
        }
    } else if (is(what, "stopped_child")) {
        const pid_t child = fork();
        if (child == 0)
            kill(getpid(), SIGSTOP);
        waitpid(child, NULL, 0); // never returns: the child is stopped, not gone
    }
    return 1;
}
