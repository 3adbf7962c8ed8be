// SPDX-License-Identifier: GPL-3.0-or-later
// Includes itself twice, each time: two to the power of the depth.
#include "include_twice.c"
#include "include_twice.c"
int main(void)
{
    return 0;
}
