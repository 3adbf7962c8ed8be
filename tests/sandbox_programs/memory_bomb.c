// SPDX-License-Identifier: GPL-3.0-or-later
// Takes more memory than it may have, in the way that its input names: 512 MiB where 64 MiB are allowed.
#include "attack.h"

#include <alloca.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

enum { kMiB = 1 << 20, kWanted = 512, kChunk = 8 };

static char block[kMiB];

static void gotAll(const char *how)
{
    escaped("%d MiB by %s", kWanted, how);
}

static void touch(char *memory, size_t size)
{
    for (size_t i = 0; i < size; i += 4096)
        memory[i] = 1;
}

static void byMapping(int flags)
{
    for (int taken = 0; taken < kWanted; taken += kChunk) {
        char *memory = mmap(NULL, kChunk * kMiB, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED) {
            contained("after %d MiB: %s", taken, strerror(errno));
            return;
        }
        touch(memory, kChunk * kMiB);
    }
    gotAll("mmap");
}

static void byHeap(void)
{
    for (int taken = 0; taken < kWanted; taken += kChunk) {
        char *memory = malloc(kChunk * kMiB);
        if (memory == NULL) {
            contained("after %d MiB: %s", taken, strerror(errno));
            return;
        }
        touch(memory, kChunk * kMiB);
    }
    gotAll("malloc");
}

/// Each a little, all together too much: a limit for one process does not see it.
static void byChildren(void)
{
    int ready[2];
    (void)!pipe(ready);
    for (int child = 0; child < kWanted / 16; ++child) {
        if (fork() == 0) {
            char *memory = mmap(NULL, 16 * kMiB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            touch(memory, 16 * kMiB);
            (void)!write(ready[1], "x", 1);
            for (;;)
                pause();
        }
    }
    for (int child = 0; child < kWanted / 16; ++child)
        (void)!read(ready[0], block, 1);
    gotAll("children");
}

static __attribute__((noinline)) int deeper(int depth)
{
    volatile char frame[16384];
    memset((char *)frame, depth, sizeof frame);
    if (depth == 0)
        return frame[5];
    return deeper(depth - 1) + frame[7];
}

static void *deepThread(void *unused)
{
    (void)unused;
    return (void *)(long)deeper(900);
}

static void byStacks(void)
{
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 16 * kMiB);
    pthread_t threads[48];
    for (int i = 0; i < 48; ++i) { // 14 MiB each
        if (pthread_create(&threads[i], &attributes, deepThread, NULL) != 0) {
            contained("no thread %d", i);
            return;
        }
    }
    for (int i = 0; i < 48; ++i)
        pthread_join(threads[i], NULL);
    gotAll("stacks of threads");
}

/// Files in memory: /w and /tmp, or without a name.
static void byFiles(const char *folder)
{
    int taken = 0;
    for (int number = 0; taken < kWanted; ++number) {
        char path[64];
        snprintf(path, sizeof path, "%s/assay-attack-%d", folder, number);
        const int fd = open(path, O_CREAT | O_WRONLY, 0644);
        for (int i = 0; i < 32; ++i, ++taken) {
            if (fd < 0 || write(fd, block, kMiB) != kMiB) {
                contained("after %d MiB: %s", taken, strerror(errno));
                return;
            }
        }
        close(fd);
    }
    gotAll("files");
}

static void byUnnamedFiles(void)
{
    memset(block, 1, sizeof block);
    int taken = 0;
    while (taken < kWanted) {
        const int fd = (int)syscall(SYS_memfd_create, "assay-attack", 0U);
        for (int i = 0; i < 32; ++i, ++taken) {
            if (fd < 0 || write(fd, block, kMiB) != kMiB) {
                contained("after %d MiB: %s", taken, strerror(errno));
                return;
            }
        }
    }
    gotAll("memfd");
}

/// What lies in pipes belongs to no process. Each child has as many as it may.
static void byPipes(void)
{
    int done[2];
    (void)!pipe(done);
    fcntl(done[0], F_SETFL, O_NONBLOCK);
    int children = 0;
    for (; children < 40; ++children) {
        const pid_t child = fork();
        if (child < 0)
            break;
        if (child > 0)
            continue;
        long bytes = 0;
        for (int i = 0; i < 200; ++i) {
            int ends[2];
            if (pipe(ends) < 0)
                break;
            fcntl(ends[1], F_SETFL, O_NONBLOCK);
            for (ssize_t size; (size = write(ends[1], block, 65536)) > 0;)
                bytes += size;
        }
        (void)!write(done[1], &bytes, sizeof bytes);
        for (;;)
            pause();
    }
    long total = 0;
    const double start = now();
    for (int seen = 0; seen < children && now() - start < 5;) {
        long bytes = 0;
        if (read(done[0], &bytes, sizeof bytes) == sizeof bytes) {
            total += bytes;
            ++seen;
        }
    }
    if (total > 256L * kMiB)
        escaped("%ld MiB in pipes", total / kMiB);
    else
        contained("%ld KiB in pipes of %d processes", total / 1024, children);
}

/// Reading what was never written costs no page, but the tables that say so: one page for 2 MiB.
static void byPageTables(void)
{
    const size_t step = 2UL * kMiB;
    const size_t size = (size_t)kWanted * 256 * step; // half a GiB of tables
    char *memory = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        contained("mmap: %s", strerror(errno));
        return;
    }
    madvise(memory, size, MADV_NOHUGEPAGE);
    volatile char sum = 0;
    for (size_t i = 0; i < size; i += step)
        sum += memory[i];
    gotAll("page tables");
}

/// The kernel keeps some 200 bytes for each mapping; every process may have 65,530.
static void byMappings(void)
{
    int done[2];
    (void)!pipe(done);
    int children = 0;
    for (; children < 48; ++children) {
        const pid_t child = fork();
        if (child < 0)
            break;
        if (child > 0)
            continue;
        long count = 0;
        char *memory = mmap(NULL, 1UL << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        for (; count < 65000; count += 2) { // every other page with another protection
            if (mprotect(memory + count * 4096, 4096, PROT_READ) < 0)
                break;
        }
        (void)!write(done[1], &count, sizeof count);
        for (;;)
            pause();
    }
    long total = 0;
    for (int seen = 0; seen < children; ++seen) {
        long count = 0;
        (void)!read(done[0], &count, sizeof count);
        total += count;
    }
    if (total * 200 > 256L * kMiB)
        escaped("%ld mappings", total);
    else
        contained("%ld mappings", total);
}

static void bySignals(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    const union sigval value = {.sival_int = 7};
    long queued = 0;
    while (queued < 4000000 && sigqueue(getpid(), SIGRTMIN, value) == 0)
        ++queued;
    if (queued > 20000) // the host's own limit for a user is some ten thousands: that would be used up for everybody
        escaped("%ld signals are queued", queued);
    else
        contained("after %ld signals: %s", queued, strerror(errno));
}

static void byTimers(void)
{
    long count = 0;
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
    while (count < 4000000 && timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
        ++count;
    if (count > 20000)
        escaped("%ld timers", count);
    else
        contained("after %ld timers: %s", count, strerror(errno));
}

static void byDescriptors(void)
{
    long count = 0;
    while (count < 100000 && eventfd(0, 0) >= 0)
        ++count;
    if (count > 4096)
        escaped("%ld descriptors", count);
    else
        contained("after %ld descriptors: %s", count, strerror(errno));
}

/// Sets of descriptors in sets of descriptors: paths through them are looked for each time one is added.
static void byEpoll(void)
{
    int sets[200];
    int made = 0;
    while (made < 200 && (sets[made] = epoll_create1(0)) >= 0)
        ++made;
    long watches = 0;
    for (int outer = 0; outer < made; ++outer) {
        for (int inner = outer + 1; inner < made; ++inner) {
            struct epoll_event event = {.events = EPOLLIN, .data = {.u32 = 0}};
            watches += epoll_ctl(sets[outer], EPOLL_CTL_ADD, sets[inner], &event) == 0;
        }
    }
    contained("%d sets with %ld watches", made, watches);
}

/// A name that is not there is remembered as well.
static void byNames(void)
{
    char path[256];
    const double start = now();
    long tried = 0;
    for (; tried < 2000000 && now() - start < 1; ++tried) {
        snprintf(path, sizeof path, "/usr/share/%ld-%ld-%0200ld", tried, (long)getpid(), tried);
        access(path, F_OK);
    }
    contained("%ld names were asked for", tried);
}

/// See hidden() in cpu_time.c.
static void byHiddenProgram(void)
{
    const int from = open("/proc/self/exe", O_RDONLY);
    const int to = open("/w/hidden", O_CREAT | O_WRONLY, 0755);
    for (ssize_t size; (size = read(from, block, sizeof block)) > 0;)
        (void)!write(to, block, (size_t)size);
    close(to);
    chmod("/w/hidden", 0111);
    execl("/w/hidden", "hidden", (char *)NULL);
}

int main(int argumentCount, char **arguments)
{
    (void)argumentCount;
    const char *what = is(arguments[0], "hidden") ? "private" : wanted();
    if (is(what, "heap"))
        byHeap();
    else if (is(what, "private"))
        byMapping(MAP_PRIVATE);
    else if (is(what, "shared"))
        byMapping(MAP_SHARED);
    else if (is(what, "populate"))
        byMapping(MAP_PRIVATE | MAP_POPULATE);
    else if (is(what, "children"))
        byChildren();
    else if (is(what, "main_stack"))
        printf("%d\n", deeper(32768)), gotAll("the stack");
    else if (is(what, "thread_stacks"))
        byStacks();
    else if (is(what, "tmp"))
        byFiles("/tmp");
    else if (is(what, "work"))
        byFiles("/w");
    else if (is(what, "shm"))
        byFiles("/dev/shm");
    else if (is(what, "memfd"))
        byUnnamedFiles();
    else if (is(what, "pipes"))
        byPipes();
    else if (is(what, "page_tables"))
        byPageTables();
    else if (is(what, "mappings"))
        byMappings();
    else if (is(what, "signals"))
        bySignals();
    else if (is(what, "timers"))
        byTimers();
    else if (is(what, "descriptors"))
        byDescriptors();
    else if (is(what, "epoll"))
        byEpoll();
    else if (is(what, "names"))
        byNames();
    else if (is(what, "hidden"))
        byHiddenProgram();
    return finish();
}
