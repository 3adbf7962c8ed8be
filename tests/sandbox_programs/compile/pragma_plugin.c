// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for a plugin and for another assembler from within.
#pragma GCC optimize("-fplugin=/box/src/plugin.so")
#pragma GCC optimize("-wrapper=/box/src/plugin.so")
#pragma GCC pch_preprocess "/box/src/plugin.so"
__attribute__((optimize("-fplugin=/box/src/plugin.so"))) int main(void)
{
    __builtin_puts("CONTAINED nothing was loaded");
    return 0;
}
