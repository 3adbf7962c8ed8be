// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler wait for its own input.
#include "/dev/stdin"
int main(void)
{
    __builtin_puts("CONTAINED nothing was read");
    return 0;
}
