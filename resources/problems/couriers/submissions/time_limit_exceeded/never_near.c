// Time limit exceeded: halves until the bounds are 1e-12 apart, which large numbers in a double never are.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <stdio.h>

enum { most = 20000 };

static double x[most];
static double v[most];

int main(void)
{
    int n = 0;
    if (scanf("%d", &n) != 1)
        return 1;
    for (int i = 0; i < n; ++i) {
        if (scanf("%lf %lf", &x[i], &v[i]) != 2)
            return 1;
    }
    double low = 0;
    double high = 2e9;
    while (high - low > 1e-12) {
        const double time = (low + high) / 2;
        double left = -INFINITY;
        double right = INFINITY;
        for (int i = 0; i < n; ++i) {
            left = fmax(left, x[i] - v[i] * time);
            right = fmin(right, x[i] + v[i] * time);
        }
        if (left <= right)
            high = time;
        else
            low = time;
    }
    printf("%.9f\n", high);
    return 0;
}
