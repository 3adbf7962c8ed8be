// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler fill a terabyte.
__asm__(".data\n.fill 1099511627776, 1, 7\n.text");
int main(void)
{
    return 0;
}
