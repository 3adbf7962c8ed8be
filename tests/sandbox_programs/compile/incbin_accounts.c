// SPDX-License-Identifier: GPL-3.0-or-later
// Has the assembler put a file into the program, which then shows it.
#include <stdio.h>
#include <string.h>

__asm__(".section .rodata\n.globl file\nfile: .incbin \"/etc/passwd\"\n.byte 0\n.text");
extern const char file[];

int main(void)
{
    printf("%s %s\n", strncmp(file, "runner:", 7) == 0 && strchr(file, '\n')[1] == 0 ? "CONTAINED" : "ESCAPED", file);
    return 0;
}
