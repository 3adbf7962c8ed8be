// SPDX-License-Identifier: GPL-3.0-or-later
// Uses three seconds of CPU time where a third of one is allowed, where a judge might not look for it.
#include "attack.h"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

enum { kSeconds = 3 };

/// CPU time of this thread or process alone, so that a busy machine changes nothing.
static double used(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void burn(double seconds)
{
    const double start = used(CLOCK_THREAD_CPUTIME_ID);
    while (used(CLOCK_THREAD_CPUTIME_ID) - start < seconds) {
        for (volatile int i = 0; i < 20000; ++i) {
        }
    }
}

static void burnInKernel(double seconds)
{
    static char block[1 << 20];
    const int zero = open("/dev/zero", O_RDONLY);
    const double start = used(CLOCK_THREAD_CPUTIME_ID);
    while (used(CLOCK_THREAD_CPUTIME_ID) - start < seconds)
        (void)!read(zero, block, sizeof block);
}

static void *burnInThread(void *unused)
{
    (void)unused;
    burn(kSeconds / 4.0);
    return NULL;
}

static void threads(void)
{
    pthread_t all[4];
    for (int i = 0; i < 4; ++i)
        pthread_create(&all[i], NULL, burnInThread, NULL);
    for (int i = 0; i < 4; ++i)
        pthread_join(all[i], NULL);
}

/// Children that end and are waited for, not waited for, or reaped by the kernel unseen.
static void children(int count, double each, int reap)
{
    if (reap < 0)
        signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < count; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            burn(each);
            _exit(0);
        }
        if (child < 0) {
            usleep(1000);
            --i;
            continue;
        }
        if (reap > 0) {
            waitpid(child, NULL, 0);
        } else if (reap < 0) {
            while (kill(child, 0) == 0) // one after the other
                usleep(200);
        }
    }
    if (reap == 0)
        usleep(8000000);
}

/// Orphans: their parent is gone before they begin.
static void orphans(void)
{
    for (int i = 0; i < 4; ++i) {
        if (fork() == 0) {
            if (fork() == 0) {
                setsid();
                burn(kSeconds / 4.0);
            }
            _exit(0);
        }
        wait(NULL);
    }
    usleep(8000000);
}

/// A new program every few milliseconds: each is young.
static void relay(void)
{
    char text[32];
    int pass[2];
    struct timespec start;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    (void)!pipe(pass);
    burn(0.02);
    snprintf(text, sizeof text, "relay");
    (void)!write(pass[1], text, strlen(text));
    dup2(pass[0], 0);
    close(pass[0]);
    close(pass[1]);
    if (used(CLOCK_PROCESS_CPUTIME_ID) < kSeconds)
        execl("/proc/self/exe", "relay", (char *)NULL);
}

/// The same with a fork in between, so that the process is young as well.
static void relayOfChildren(double seconds)
{
    while (seconds > 0) {
        if (fork() != 0)
            _exit(0); // the orphan goes on
        burn(0.01);
        seconds -= 0.01;
    }
}

/// A program whose file cannot be read is not dumpable: in /proc it is hidden from others of the same user.
static void hidden(const char *how)
{
    static char block[1 << 20];
    const int from = open("/proc/self/exe", O_RDONLY);
    const int to = open("/w/hidden", O_CREAT | O_WRONLY, 0755);
    for (ssize_t size; (size = read(from, block, sizeof block)) > 0;)
        (void)!write(to, block, (size_t)size);
    close(to);
    chmod("/w/hidden", 0111);
    execl("/w/hidden", how, (char *)NULL);
}

int main(int argumentCount, char **arguments)
{
    (void)argumentCount;
    const char *what = is(arguments[0], "children") ? "reaped" : is(arguments[0], "program") ? "user" : wanted();
    if (is(what, "user"))
        burn(kSeconds);
    else if (is(what, "system"))
        burnInKernel(kSeconds);
    else if (is(what, "threads"))
        threads();
    else if (is(what, "reaped"))
        children(10, kSeconds / 10.0, 1);
    else if (is(what, "unreaped"))
        children(10, kSeconds / 10.0, 0);
    else if (is(what, "autoreaped"))
        children(10, kSeconds / 10.0, -1);
    else if (is(what, "autoreaped_short"))
        children(750, 0.004, -1);
    else if (is(what, "hidden"))
        hidden("program");
    else if (is(what, "hidden_children"))
        hidden("children");
    else if (is(what, "orphans"))
        orphans();
    else if (is(what, "relay"))
        relay();
    else if (is(what, "relay_of_children")) {
        if (fork() == 0)
            relayOfChildren(kSeconds);
        else
            usleep(8000000);
    }
    escaped("3 seconds of CPU time by %s", what);
    return finish();
}
