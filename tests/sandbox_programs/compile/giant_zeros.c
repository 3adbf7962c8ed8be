// SPDX-License-Identifier: GPL-3.0-or-later
// Wants half of the address space: it compiles, and cannot be started.
static char zeros[1L << 46];
int main(void)
{
    zeros[1] = 1;
    return zeros[(1L << 46) - 1];
}
