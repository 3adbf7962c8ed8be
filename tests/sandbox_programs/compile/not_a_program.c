// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves the linker's result broken: the program's own header says that it is for another machine.
__asm__(".globl main\nmain: ret\n.section .interp,\"a\"\n.string \"/etc/passwd\"\n.text");
