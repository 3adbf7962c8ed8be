// Accepted: searches the meeting point; the time needed falls up to the best point and rises after it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <vector>

struct Courier {
    double position;
    double speed;
};

static long double timeTo(long double point, const std::vector<Courier> &couriers)
{
    long double longest = 0;
    for (const Courier &courier : couriers) {
        const long double distance = point > courier.position ? point - courier.position : courier.position - point;
        longest = std::max(longest, distance / courier.speed);
    }
    return longest;
}

int main()
{
    int n = 0;
    if (std::scanf("%d", &n) != 1)
        return 1;
    std::vector<Courier> couriers(n);
    long double left = 1e9L;
    long double right = -1e9L;
    for (Courier &courier : couriers) {
        if (std::scanf("%lf %lf", &courier.position, &courier.speed) != 2)
            return 1;
        left = std::min<long double>(left, courier.position);
        right = std::max<long double>(right, courier.position);
    }
    for (int round = 0; round < 130; ++round) {
        const long double a = left + (right - left) / 3;
        const long double b = right - (right - left) / 3;
        if (timeTo(a, couriers) < timeTo(b, couriers))
            right = b;
        else
            left = a;
    }
    std::printf("%.9Lf\n", timeTo((left + right) / 2, couriers));
}
