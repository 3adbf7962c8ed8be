// Accepted: the choices that are worth more than every choice with as few days; the list never exceeds d + 1 entries.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>

enum { most = 10001 };

struct choice {
    int days;
    long long worth;
};

static struct choice kept[most];
static struct choice merged[most];

int main(void)
{
    int n = 0;
    int days = 0;
    if (scanf("%d %d", &n, &days) != 2)
        return 1;
    int count = 1; // kept[0]: nothing chosen
    while (n-- > 0) {
        int time = 0;
        long long worth = 0;
        if (scanf("%d %lld", &time, &worth) != 2)
            return 1;
        // Merge the list with itself shifted by the task; both are sorted by days and by worth.
        int without = 0;
        int with = 0;
        int size = 0;
        while (without < count || with < count) {
            struct choice next;
            const int shifted = with < count ? kept[with].days + time : days + 1;
            if (without < count && kept[without].days <= shifted) {
                next = kept[without++];
            } else if (shifted <= days) {
                next.days = shifted;
                next.worth = kept[with++].worth + worth;
            } else {
                break;
            }
            if (size > 0 && next.worth <= merged[size - 1].worth)
                continue;
            if (size > 0 && next.days == merged[size - 1].days)
                --size;
            merged[size++] = next;
        }
        memcpy(kept, merged, sizeof(struct choice) * (size_t)size);
        count = size;
    }
    printf("%lld %d\n", kept[count - 1].worth, kept[count - 1].days);
    return 0;
}
