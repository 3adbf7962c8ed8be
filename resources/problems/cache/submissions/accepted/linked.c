// Accepted: a doubly linked list inside arrays that are indexed by the number of the map; place 0 is both ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

enum { most = 1000001 };

static int newer[most];
static int older[most];
static int drawer_of[most]; // 0: not on the shelf

static void take_out(int key)
{
    newer[older[key]] = newer[key];
    older[newer[key]] = older[key];
}

static void put_first(int key)
{
    older[key] = older[0];
    newer[key] = 0;
    newer[older[0]] = key;
    older[0] = key;
}

int main(void)
{
    int room = 0;
    int events = 0;
    if (scanf("%d %d", &room, &events) != 2)
        return 1;
    int used = 0;
    int returned = 0;
    char kind[4];
    int key = 0;
    while (events-- > 0 && scanf("%3s %d", kind, &key) == 2) {
        const int known = drawer_of[key];
        if (known) {
            take_out(key);
            put_first(key);
        }
        if (kind[0] == 'g') {
            if (known)
                printf("%d\n", known);
            else
                puts("-");
            continue;
        }
        if (!known) {
            if (used == room) {
                const int oldest = newer[0];
                take_out(oldest);
                drawer_of[oldest] = 0;
                ++returned;
                --used;
            }
            put_first(key);
            ++used;
        }
        if (scanf("%d", &drawer_of[key]) != 1)
            return 1;
    }
    printf("%d\n", returned);
    return 0;
}
