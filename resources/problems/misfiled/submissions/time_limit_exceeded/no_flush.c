// Too slow: the question stays in its buffer, and both wait.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

int main(void)
{
    int low = 1;
    int high;
    char answer[8] = "";
    scanf("%d", &high);
    while (answer[0] == 'b' || answer[1] != 'o') { /* until it is "found" */
        const int shelf = (low + high) / 2;
        printf("%d\n", shelf);
        if (scanf("%7s", answer) != 1)
            return 1;
        if (answer[1] == 'r')
            high = shelf - 1;
        else
            low = shelf + 1;
    }
    return 0;
}
