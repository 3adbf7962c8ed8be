// SPDX-License-Identifier: GPL-3.0-or-later
// Has the compiler read the host's passwords.
#include "/etc/shadow"
int main(void)
{
    return 0;
}
