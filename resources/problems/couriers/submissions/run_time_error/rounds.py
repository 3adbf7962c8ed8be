# Run-time error: computes the number of rounds by a logarithm, which does not exist if all are at one place.
# SPDX-License-Identifier: GPL-3.0-or-later
import math
import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
positions, speeds = numbers[0::2], numbers[1::2]
pairs = list(zip(positions, speeds))
low, high = 0.0, (max(positions) - min(positions)) / min(speeds)
for _ in range(30 + math.ceil(math.log2(high))):
    time = (low + high) / 2
    if max(x - v * time for x, v in pairs) <= min(x + v * time for x, v in pairs):
        high = time
    else:
        low = time
print(high)
