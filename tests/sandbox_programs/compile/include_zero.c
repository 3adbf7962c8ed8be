// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler read zeros without end.
#include "/dev/zero"
int main(void)
{
    return 0;
}
