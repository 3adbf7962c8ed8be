// SPDX-License-Identifier: GPL-3.0-or-later
// Includes itself for ever.
#include "include_self.c"
int main(void)
{
    return 0;
}
