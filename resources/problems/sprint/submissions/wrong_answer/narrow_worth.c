// Wrong answer: worth is added up in 32 bits (unsigned, so that it wraps round instead of being undefined).
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

int main(void)
{
    static unsigned best[10001];
    int n = 0;
    int days = 0;
    if (scanf("%d %d", &n, &days) != 2)
        return 1;
    while (n-- > 0) {
        int time = 0;
        unsigned worth = 0;
        if (scanf("%d %u", &time, &worth) != 2)
            return 1;
        for (int day = days; day >= time; --day) {
            if (best[day - time] + worth > best[day])
                best[day] = best[day - time] + worth;
        }
    }
    int fewest = days;
    while (fewest > 0 && best[fewest - 1] == best[days])
        --fewest;
    printf("%u %d\n", best[days], fewest);
    return 0;
}
