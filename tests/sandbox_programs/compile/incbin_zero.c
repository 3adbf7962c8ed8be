// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler read zeros without end.
__asm__(".incbin \"/dev/zero\"");
int main(void)
{
    return 0;
}
