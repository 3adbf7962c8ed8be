// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler repeat itself.
__asm__(".rept 100000\n.rept 100000\n.long 1\n.endr\n.endr");
int main(void)
{
    return 0;
}
