// SPDX-License-Identifier: GPL-3.0-or-later
// Fills, grows and replaces files: blocks, inodes, sizes, and what a judge would read as an output.
#include "attack.h"

static char block[1 << 20];

static void fillBlocks(const char *folder)
{
    char path[64];
    long written = 0;
    for (int file = 0; file < 64; ++file) {
        snprintf(path, sizeof path, "%s/assay-attack-%d", folder, file);
        const int fd = open(path, O_CREAT | O_WRONLY, 0644);
        for (int i = 0; i < 60 && fd >= 0; ++i) {
            const ssize_t size = write(fd, block, sizeof block);
            if (size <= 0) {
                contained("after %ld MiB: %s", written >> 20, strerror(errno));
                return;
            }
            written += size;
        }
        close(fd);
    }
    escaped("%ld MiB in %s", written >> 20, folder);
}

static void fillInodes(const char *folder)
{
    char path[96];
    for (int i = 0; i < 200000; ++i) {
        snprintf(path, sizeof path, "%s/assay-attack-%d", folder, i);
        const int fd = open(path, O_CREAT | O_WRONLY, 0644);
        if (fd < 0) {
            contained("after %d files: %s", i, strerror(errno));
            return;
        }
        close(fd);
    }
    escaped("200000 files in %s", folder);
}

static void grow(void)
{
    signal(SIGXFSZ, SIG_IGN);
    const int fd = open("/w/assay-attack", O_CREAT | O_RDWR, 0644);
    attempt("ftruncate to 1 TiB", ftruncate(fd, 1L << 40));
    attempt("fallocate of 1 GiB", fallocate(fd, 0, 0, 1L << 30));
    attempt("writing at 1 TiB", pwrite(fd, "x", 1, 1L << 40));
    attempt("posix_fallocate", posix_fallocate(fd, 0, 1L << 32) == 0 ? 0 : -1);
}

static void deepFolders(void)
{
    int depth = 0;
    while (depth < 100000 && mkdir("a", 0755) == 0 && chdir("a") == 0)
        ++depth;
    if (depth >= 100000)
        escaped("%d folders in each other", depth);
    else
        contained("after %d folders: %s", depth, strerror(errno));
}

/// In place of files: links, folders, and a name that is taken.
static void replace(void)
{
    (void)!symlink("/etc/shadow", "/w/output");
    (void)!symlink("/w/loop", "/w/loop");
    (void)!symlink("../../../../../../etc/shadow", "/w/up");
    (void)!mkdir("/w/folder", 0);
    (void)!link("/w/output", "/w/hard");
    chmod("/w", 0);
    chmod("/tmp", 0);
    contained("links and folders lie where files were");
}

static void longNames(void)
{
    char name[4096];
    memset(name, 'n', sizeof name);
    memcpy(name, "/w/", 3);
    name[3 + 255] = 0;
    const int fd = open(name, O_CREAT | O_WRONLY, 0644);
    (void)!write(fd, "x", 1);
    (void)!mkdir("/w/\n\033[31m\xff", 0755);
    name[3 + 255] = 'n';
    name[4095] = 0;
    attempt("a name of 4092 bytes", open(name, O_CREAT | O_WRONLY, 0644));
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "fill_work"))
        fillBlocks("/w");
    else if (is(what, "fill_tmp"))
        fillBlocks("/tmp");
    else if (is(what, "fill_inodes"))
        fillInodes("/w");
    else if (is(what, "fill_inodes_tmp"))
        fillInodes("/tmp");
    else if (is(what, "grow"))
        grow();
    else if (is(what, "big_file")) {
        const int fd = open("/w/big", O_CREAT | O_WRONLY, 0644);
        while (write(fd, block, sizeof block) > 0) {
        }
        contained("%s", strerror(errno));
    } else if (is(what, "deep"))
        deepFolders();
    else if (is(what, "replace"))
        replace();
    else if (is(what, "long_names"))
        longNames();
    return finish();
}
