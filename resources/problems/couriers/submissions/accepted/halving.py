# Accepted: halves the time; after t minutes courier i can be anywhere in [x - v t, x + v t].
# SPDX-License-Identifier: GPL-3.0-or-later
import sys


def can_meet(time, couriers):
    return max(x - v * time for x, v in couriers) <= min(x + v * time for x, v in couriers)


_, *numbers = map(int, sys.stdin.buffer.read().split())
positions, speeds = numbers[0::2], numbers[1::2]
pairs = list(zip(positions, speeds))
low, high = 0.0, (max(positions) - min(positions)) / min(speeds)
for _ in range(70):
    middle = (low + high) / 2
    if can_meet(middle, pairs):
        high = middle
    else:
        low = middle
print(high)
