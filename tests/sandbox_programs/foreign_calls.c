// SPDX-License-Identifier: GPL-3.0-or-later
// Makes system calls by other doors than the architecture's own: int 0x80, x32 numbers, the old vsyscall page.
// A kernel without the 32-bit door ends a program at it with SIGSEGV.
#include "attack.h"

#ifdef __x86_64__
static long interrupt80(long number, long first, long second, long third)
{
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(first), "c"(second), "d"(third) : "memory");
    return result;
}

int main(void)
{
    const char *what = wanted();
    if (is(what, "int80_getpid")) {
        escaped("getpid by int 0x80 gave %ld", interrupt80(20, 0, 0, 0));
    } else if (is(what, "int80_socketcall")) {
        escaped("socketcall by int 0x80 gave %ld", interrupt80(102, 1, 0, 0));
    } else if (is(what, "int80_in_child")) {
        const pid_t child = fork();
        if (child == 0) {
            interrupt80(20, 0, 0, 0);
            escaped("getpid by int 0x80 in a child");
            _exit(99);
        }
        int status = 0;
        waitpid(child, &status, 0);
        contained("the child's status is %d", status);
    } else if (is(what, "x32_getpid")) {
        escaped("getpid by its x32 number gave %ld", syscall(0x40000000 | SYS_getpid));
    } else if (is(what, "x32_ptrace")) {
        escaped("ptrace by its x32 number gave %ld", syscall(0x40000000 | 521, 0, 0, 0, 0));
    } else if (is(what, "vsyscall_time")) {
        // Emulated by the kernel under the same filter; time is an allowed call, so this only must not crash the judge.
        const long seconds = ((long (*)(long *))0xffffffffff600400)(NULL);
        contained("time by vsyscall gave %ld", seconds);
    }
    return finish();
}
#else
int main(void)
{
    contained("there is one door only on this architecture");
    return finish();
}
#endif
