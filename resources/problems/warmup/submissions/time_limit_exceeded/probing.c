// Time limit exceeded: a hash table that never grows; once it is full, looking for a free slot never ends.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

enum { slots = 16384 };

static int tag_in[slots]; // 0: free
static int entries_of[slots];

static int slot_of(int tag)
{
    int slot = tag % slots;
    while (tag_in[slot] != 0 && tag_in[slot] != tag)
        slot = (slot + 1) % slots;
    return slot;
}

int main(void)
{
    int n = 0;
    int tag = 0;
    if (scanf("%d", &n) != 1)
        return 1;
    while (n-- > 0 && scanf("%d", &tag) == 1) {
        const int slot = slot_of(tag);
        tag_in[slot] = tag;
        ++entries_of[slot];
    }
    for (int slot = 0; slot < slots; ++slot) {
        if (entries_of[slot] == 1)
            printf("%d\n", tag_in[slot]);
    }
    return 0;
}
