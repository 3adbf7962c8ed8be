// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler quote its own memory map.
#include "/proc/self/maps"
int main(void)
{
    __builtin_puts("CONTAINED nothing was read");
    return 0;
}
