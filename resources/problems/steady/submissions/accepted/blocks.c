// Accepted: largest and smallest from the left and from the right within blocks of w readings; no queue at all.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

enum { most = 60000 };

static int reading[most];
static int high_left[most], high_right[most];
static int low_left[most], low_right[most];

static int larger(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

int main(void)
{
    int n = 0;
    int w = 0;
    if (scanf("%d %d", &n, &w) != 2)
        return 1;
    for (int i = 0; i < n; ++i) {
        if (scanf("%d", &reading[i]) != 1)
            return 1;
        const int starts = i % w == 0;
        high_left[i] = starts ? reading[i] : larger(high_left[i - 1], reading[i]);
        low_left[i] = starts ? reading[i] : smaller(low_left[i - 1], reading[i]);
    }
    for (int i = n - 1; i >= 0; --i) {
        const int ends = i == n - 1 || (i + 1) % w == 0;
        high_right[i] = ends ? reading[i] : larger(high_right[i + 1], reading[i]);
        low_right[i] = ends ? reading[i] : smaller(low_right[i + 1], reading[i]);
    }
    int best = -1;
    int first = 0;
    for (int i = 0; i + w <= n; ++i) {
        const int spread = larger(high_right[i], high_left[i + w - 1]) - smaller(low_right[i], low_left[i + w - 1]);
        if (best < 0 || spread < best) {
            best = spread;
            first = i + 1;
        }
    }
    printf("%d %d\n", best, first);
    return 0;
}
