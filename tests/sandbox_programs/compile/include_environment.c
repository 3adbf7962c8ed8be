// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler quote its environment in an error.
#include "/proc/self/environ"
int main(void)
{
    __builtin_puts("CONTAINED nothing was read");
    return 0;
}
