// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler expand a macro that doubles.
__asm__(".macro twice n\n.if \\n\ntwice \"(\\n-1)\"\ntwice \"(\\n-1)\"\n.endif\n.byte 1\n.endm\ntwice 40");
int main(void)
{
    return 0;
}
