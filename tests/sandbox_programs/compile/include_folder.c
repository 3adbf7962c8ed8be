// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler read a folder.
#include "/usr"
int main(void)
{
    return 0;
}
