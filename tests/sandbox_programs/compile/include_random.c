// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler read what never ends.
#include "/dev/urandom"
int main(void)
{
    return 0;
}
