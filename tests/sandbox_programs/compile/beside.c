// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a compiler might take for its own lie beside it.
#include <stdio.h>

int main(void)
{
    puts("CONTAINED none of them counted");
    return 0;
}
