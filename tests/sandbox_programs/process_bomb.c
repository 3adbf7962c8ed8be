// SPDX-License-Identifier: GPL-3.0-or-later
// Makes processes and threads without end, in every way that makes them.
#include "attack.h"

#include <pthread.h>
#include <sched.h>

enum { kAllowed = 64 }; // as the manifest says

static void *waiting(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return NULL;
}

static void forkAlways(void)
{
    for (;;)
        (void)fork();
}

static void countForks(void)
{
    int children = 0;
    for (;;) {
        const pid_t child = fork();
        if (child == 0)
            waiting(NULL);
        if (child < 0)
            break;
        if (++children > 2 * kAllowed) {
            escaped("%d processes at a time", children);
            return;
        }
    }
    contained("after %d processes: %s", children, strerror(errno));
}

static void countThreads(void)
{
    int threads = 0;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 65536);
    for (;;) {
        pthread_t thread;
        const int error = pthread_create(&thread, &attributes, waiting, NULL);
        if (error != 0) {
            contained("after %d threads: %s", threads, strerror(error));
            return;
        }
        if (++threads > 2 * kAllowed) {
            escaped("%d threads at a time", threads);
            return;
        }
    }
}

static void zombies(void)
{
    int children = 0;
    for (;;) {
        const pid_t child = fork();
        if (child == 0)
            _exit(0);
        if (child < 0)
            break;
        if (++children > 20 * kAllowed) {
            escaped("%d processes that nobody reaped", children);
            return;
        }
    }
    contained("after %d zombies: %s", children, strerror(errno));
}

/// Each lives for a moment: what is counted at a time is small, what they cost is not.
static void shortLived(void)
{
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        if (fork() == 0)
            _exit(0);
    }
}

static void execChain(void)
{
    for (;;) {
        if (fork() != 0)
            continue;
        execl("/usr/bin/env", "env", (char *)NULL);
        _exit(0);
    }
}

static void vforkChain(void)
{
    for (;;) {
        if (vfork() == 0) {
            execl("/usr/bin/false", "false", (char *)NULL);
            _exit(0);
        }
    }
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "fork"))
        forkAlways();
    else if (is(what, "count_forks"))
        countForks();
    else if (is(what, "count_threads"))
        countThreads();
    else if (is(what, "zombies"))
        zombies();
    else if (is(what, "short_lived"))
        shortLived();
    else if (is(what, "exec"))
        execChain();
    else if (is(what, "vfork"))
        vforkChain();
    return finish();
}
