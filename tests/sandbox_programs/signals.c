// SPDX-License-Identifier: GPL-3.0-or-later
// Sends signals to everybody within reach: the process that started it, process 1, all at once.
#include "attack.h"

static void reach(const char *what, int result)
{
    // Process 1 of a PID namespace takes no signal that it does not handle: the call may succeed and do nothing.
    contained("%s gave %d (%s)", what, result, result < 0 ? strerror(errno) : "nothing happened");
}

int main(void)
{
    const char *what = wanted();
    const int signals[] = {SIGKILL, SIGSTOP, SIGTERM, SIGSEGV, SIGUSR1, SIGINT, SIGHUP, SIGCHLD, SIGRTMIN};
    const int count = sizeof signals / sizeof *signals;
    if (is(what, "kill_all")) {
        for (int i = 0; i < count; ++i) {
            if (signals[i] != SIGCHLD)
                signal(signals[i], SIG_IGN);
            reach("kill(-1)", kill(-1, signals[i]));
        }
    } else if (is(what, "kill_parent")) {
        for (int i = 0; i < count; ++i)
            reach("kill(getppid())", kill(getppid(), signals[i]));
    } else if (is(what, "kill_init")) {
        for (int i = 0; i < count; ++i)
            reach("kill(1)", kill(1, signals[i]));
    } else if (is(what, "queue_init")) {
        const union sigval value = {.sival_int = 1};
        for (int i = 0; i < count; ++i)
            reach("sigqueue(1)", sigqueue(1, signals[i], value));
        siginfo_t info = {.si_signo = SIGCHLD, .si_code = SI_KERNEL};
        reach("a forged SIGCHLD", (int)syscall(SYS_rt_sigqueueinfo, 1, SIGCHLD, &info));
        reach("tgkill", (int)syscall(SYS_tgkill, 1, 1, SIGKILL));
    } else if (is(what, "kill_group")) {
        reach("kill(0, SIGCONT)", kill(0, SIGCONT));
        for (int pid = 1; pid < 40000; ++pid) {
            if (pid != getpid() && kill(pid, SIGKILL) == 0 && pid != 1)
                escaped("process %d was killed", pid);
        }
        contained("nobody else is there");
    } else if (is(what, "stop_all")) {
        kill(-1, SIGSTOP);
        kill(getpid(), SIGSTOP); // for good
    } else if (is(what, "stop_parent_and_burn")) {
        kill(getppid(), SIGSTOP);
        for (;;) {
        }
    }
    return finish();
}
