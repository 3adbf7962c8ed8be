// SPDX-License-Identifier: GPL-3.0-or-later
// Locks files that everybody has: a toolchain's, a device. A lock is a message to whoever tries the same elsewhere.
#include "attack.h"

#include <sys/file.h>

static const char *shared[] = {"/dev/null", "/dev/zero", "/usr/bin/env", "/usr/lib", "/etc/ld.so.cache"};

static void try(const char *what, const char *path)
{
    const int fd = open(path, strncmp(path, "/dev", 4) == 0 ? O_RDWR : O_RDONLY);
    struct flock lock = {.l_type = fcntl(fd, F_GETFL) & O_RDWR ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET, .l_len = 1};
    char text[64];
    snprintf(text, sizeof text, "%s of %s", what, path);
    if (is(what, "flock"))
        attempt(text, flock(fd, LOCK_EX | LOCK_NB));
    else if (is(what, "flock_shared"))
        attempt(text, flock(fd, LOCK_SH | LOCK_NB));
    else if (is(what, "posix"))
        attempt(text, fcntl(fd, F_SETLK, &lock));
    else if (is(what, "posix_wait"))
        attempt(text, fcntl(fd, F_SETLKW, &lock));
    else if (is(what, "posix_look"))
        attempt(text, fcntl(fd, F_GETLK, &lock));
    else if (is(what, "ofd"))
        attempt(text, fcntl(fd, F_OFD_SETLK, &lock));
    else if (is(what, "ofd_look"))
        attempt(text, fcntl(fd, F_OFD_GETLK, &lock));
    else if (is(what, "lease"))
        attempt(text, fcntl(fd, F_SETLEASE, F_RDLCK));
    else if (is(what, "lockf"))
        attempt(text, lockf(fd, F_TLOCK, 1));
    close(fd);
}

int main(void)
{
    const char *what = wanted();
    for (size_t i = 0; i < sizeof shared / sizeof *shared; ++i)
        try(what, shared[i]);
    return finish();
}
