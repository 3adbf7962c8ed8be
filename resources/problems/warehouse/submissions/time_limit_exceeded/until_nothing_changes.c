// Time limit exceeded: goes over all squares again and again, a step at a time, until no time gets shorter.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>

enum { never = 1 << 29 };

static char square[302][302];
static int times[302][302];
static int before[302][302];

static int smallest_around(int i, int j)
{
    int smallest = before[i - 1][j];
    if (before[i + 1][j] < smallest)
        smallest = before[i + 1][j];
    if (before[i][j - 1] < smallest)
        smallest = before[i][j - 1];
    if (before[i][j + 1] < smallest)
        smallest = before[i][j + 1];
    return smallest;
}

int main(void)
{
    int rows = 0;
    int columns = 0;
    if (scanf("%d %d", &rows, &columns) != 2)
        return 1;
    for (int i = 0; i < 302; ++i) {
        for (int j = 0; j < 302; ++j)
            times[i][j] = never;
    }
    int answer = never;
    for (int i = 1; i <= rows; ++i) {
        if (scanf("%300s", &square[i][1]) != 1)
            return 1;
        for (int j = 1; j <= columns; ++j) {
            if (square[i][j] == 'S')
                times[i][j] = 0;
        }
    }
    int changed = 1;
    while (changed) {
        changed = 0;
        memcpy(before, times, sizeof(times));
        for (int i = 1; i <= rows; ++i) {
            for (int j = 1; j <= columns; ++j) {
                const char here = square[i][j];
                if (here == '#')
                    continue;
                const int enter = here >= '1' && here <= '9' ? here - '0' : 1;
                const int time = smallest_around(i, j) + enter;
                if (time < times[i][j]) {
                    times[i][j] = time;
                    changed = 1;
                }
                if (here == 'T')
                    answer = times[i][j];
            }
        }
    }
    if (answer >= never)
        puts("blocked");
    else
        printf("%d\n", answer);
    return 0;
}
