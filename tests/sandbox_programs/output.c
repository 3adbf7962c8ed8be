// SPDX-License-Identifier: GPL-3.0-or-later
// Writes too much, to the wrong stream, nothing readable, or nowhere at all.
#include "attack.h"

static char block[65536];

static void flood(int fd)
{
    memset(block, 'x', sizeof block);
    for (;;) {
        if (write(fd, block, sizeof block) < 0)
            _exit(3);
    }
}

int main(void)
{
    const char *what = wanted();
    signal(SIGPIPE, SIG_IGN);
    if (is(what, "stdout")) {
        flood(1);
    } else if (is(what, "stderr")) {
        flood(2);
    } else if (is(what, "both")) {
        if (fork() == 0)
            flood(2);
        flood(1);
    } else if (is(what, "from_children")) {
        for (int i = 0; i < 8; ++i) {
            if (fork() == 0)
                flood(1);
        }
        for (;;)
            pause();
    } else if (is(what, "and_exit")) { // what is in the pipe when it ends counts as well
        for (int i = 0; i < 8; ++i) {
            if (fork() == 0)
                flood(1);
        }
        usleep(20000);
        _exit(0);
    } else if (is(what, "one_byte_at_a_time")) {
        for (;;)
            (void)!write(1, "x", 1);
    } else if (is(what, "through_proc")) {
        const int again = open("/proc/self/fd/1", O_WRONLY);
        flood(again >= 0 ? again : 1);
    } else if (is(what, "closed")) {
        contained("it is said before");
        close(0);
        close(1);
        close(2);
        return 0;
    } else if (is(what, "closed_and_waiting")) {
        close(0);
        close(1);
        close(2);
        for (;;)
            pause();
    } else if (is(what, "not_text")) {
        for (int i = 0; i < 4096; ++i)
            block[i] = (char)(i * 37);
        (void)!write(1, block, 4096);
        (void)!write(1, "\0\0\xff\xfe\xc3\x28\xed\xa0\x80\n\033]0;title\007\033[2J", 24);
        (void)!write(2, block, 4096);
        printf("\n");
        contained("neither text nor UTF-8");
    } else if (is(what, "unread_input")) {
        contained("the input was not read");
    } else if (is(what, "nonblocking")) { // of a shared description: the engine's end must not notice
        fcntl(1, F_SETFL, O_NONBLOCK | O_WRONLY);
        flood(1);
    }
    return finish();
}
