/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dynamically linked C program: what the dynamic linker adds to a start. */
#include <stdio.h>

int main(void)
{
    return puts("hello") < 0;
}
