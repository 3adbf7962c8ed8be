// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler read the launcher's environment.
#include "/proc/1/environ"
int main(void)
{
    return 0;
}
