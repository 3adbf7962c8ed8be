# Memory limit exceeded: keeps a copy of the roll as it was after every entry.
# SPDX-License-Identifier: GPL-3.0-or-later
n = int(input())
tags = list(map(int, input().split()))
rolls = [tags[:length] for length in range(1, n + 1)]
left = set()
for roll in rolls:
    left ^= {roll[-1]}
print(*left)
