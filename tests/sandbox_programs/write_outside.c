// SPDX-License-Identifier: GPL-3.0-or-later
// Tries to change what others see as well: toolchains, devices, the submission, its own input.
#include "attack.h"

#include <utime.h>

static const char *shared[] = {"/usr/bin/env", "/usr/lib", "/etc/passwd", "/etc/ld.so.cache", "/box", "/", "/usr",
                               "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
enum { kShared = sizeof shared / sizeof *shared };

static void writing(void)
{
    const char *places[] = {"/new", "/usr/new", "/usr/bin/new", "/usr/local/new", "/etc/new", "/etc/ld.so.preload",
                            "/box/new", "/box/out/new", "/dev/new", "/proc/new", "/bin/new", "/lib/new", "/lib64/new"};
    for (size_t i = 0; i < sizeof places / sizeof *places; ++i) {
        attempt(places[i], open(places[i], O_CREAT | O_WRONLY, 0644));
        attempt(places[i], mkdir(places[i], 0755));
        attempt(places[i], symlink("/tmp", places[i]));
    }
    for (int i = 0; i < 7; ++i) { // the devices are there to be written to
        attempt(shared[i], open(shared[i], O_WRONLY));
        attempt(shared[i], truncate(shared[i], 0));
        attempt(shared[i], rename(shared[i], "/tmp/taken"));
        attempt(shared[i], link(shared[i], "/tmp/linked"));
    }
    for (int i = 0; i < kShared; ++i)
        attempt(shared[i], unlink(shared[i]));
}

static void attributes(void)
{
    const struct timespec times[2] = {{.tv_sec = 42, .tv_nsec = 0}, {.tv_sec = 4242, .tv_nsec = 0}};
    for (int i = 0; i < kShared; ++i) {
        attempt(shared[i], chmod(shared[i], 0777));
        attempt(shared[i], utimensat(AT_FDCWD, shared[i], times, 0));
        attempt(shared[i], utimensat(AT_FDCWD, shared[i], NULL, 0)); // now: whoever may write may do this
        const int fd = open(shared[i], O_RDONLY);
        if (fd >= 0) {
            attempt(shared[i], fchmod(fd, 0777));
            attempt(shared[i], futimens(fd, times));
            attempt(shared[i], futimens(fd, NULL));
            close(fd);
        }
    }
}

/// Reading sets a time as well, unless the mount forbids it.
static void readingTimes(void)
{
    for (int i = 0; i < kShared; ++i) {
        struct stat before;
        struct stat after;
        char text[256];
        const int fd = open(shared[i], O_RDONLY);
        if (fd < 0)
            continue;
        fstat(fd, &before);
        (void)!read(fd, text, sizeof text);
        fstat(fd, &after);
        if (memcmp(&before.st_atim, &after.st_atim, sizeof before.st_atim) != 0 ||
            memcmp(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim) != 0)
            escaped("reading %s is to be seen in its times", shared[i]);
        close(fd);
    }
    contained("no times are kept");
}

/// Standard input may be a file of the package, which others will read again.
static void ownInput(void)
{
    struct stat before;
    struct stat after;
    fstat(0, &before);
    const struct timespec times[2] = {{.tv_sec = 42, .tv_nsec = 0}, {.tv_sec = 4242, .tv_nsec = 0}};
    const int again = open("/proc/self/fd/0", O_RDWR);
    if (again >= 0) {
        attempt("writing to the input", write(again, "poison", 6));
        attempt("cutting the input", ftruncate(again, 0));
        attempt("growing the input", ftruncate(again, 1 << 20));
    } else {
        contained("opening the input anew: %s", strerror(errno));
    }
    attempt("cutting the input by name", truncate("/proc/self/fd/0", 0));
    attempt("writing to the input", pwrite(0, "poison", 6, 0));
    attempt("mapping the input", mmap(NULL, 4096, PROT_WRITE, MAP_SHARED, 0, 0) == MAP_FAILED ? -1 : 0);
    (void)futimens(0, times);
    fstat(0, &after);
    if (before.st_size != after.st_size)
        escaped("the input has another size");
    char path[4096];
    const ssize_t size = readlink("/proc/self/fd/0", path, sizeof path - 1);
    path[size > 0 ? size : 0] = 0;
    if (path[0] == '/' && strncmp(path, "/memfd:", 7) != 0)
        escaped("the input is the file %s itself", path);
    contained("the input is %s", path);
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "writing"))
        writing();
    else if (is(what, "attributes"))
        attributes();
    else if (is(what, "reading_times"))
        readingTimes();
    else if (is(what, "own_input"))
        ownInput();
    return finish();
}
