// SPDX-License-Identifier: GPL-3.0-or-later
// Smuggles options to the link-time compiler in the section where it keeps them.
__asm__(".section .gnu.lto_.opts,\"e\",@progbits\n"
        ".string \"'-fplugin=/box/src/plugin.so' '-wrapper' '/box/src/plugin.so'\"\n"
        ".section .gnu.lto_main,\"e\",@progbits\n.string \"x\"\n.text");
int main(void)
{
    __builtin_puts("CONTAINED no option was taken");
    return 0;
}
