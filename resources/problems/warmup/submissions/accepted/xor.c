// Accepted: the exclusive or of all entries, read one by one.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

int main(void)
{
    int n = 0;
    int left = 0;
    if (scanf("%d", &n) != 1)
        return 1;
    for (int i = 0; i < n; ++i) {
        int tag = 0;
        if (scanf("%d", &tag) != 1)
            return 1;
        left ^= tag;
    }
    printf("%d\n", left);
    return 0;
}
