// Wrong answer: the method is right, but two decimals are too few.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <vector>

int main()
{
    int n = 0;
    if (std::scanf("%d", &n) != 1)
        return 1;
    std::vector<double> x(n);
    std::vector<double> v(n);
    for (int i = 0; i < n; ++i) {
        if (std::scanf("%lf %lf", &x[i], &v[i]) != 2)
            return 1;
    }
    double low = 0;
    double high = 2e9;
    for (int round = 0; round < 80; ++round) {
        const double time = (low + high) / 2;
        double left = -1e18;
        double right = 1e18;
        for (int i = 0; i < n; ++i) {
            left = std::max(left, x[i] - v[i] * time);
            right = std::min(right, x[i] + v[i] * time);
        }
        (left <= right ? high : low) = time;
    }
    std::printf("%.2f\n", high);
}
