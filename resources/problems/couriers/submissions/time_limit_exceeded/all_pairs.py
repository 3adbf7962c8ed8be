# Time limit exceeded: two couriers cannot meet before |x - y| / (v + w); takes the largest over all pairs, quadratic.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
couriers = list(zip(numbers[0::2], numbers[1::2]))
answer = 0.0
for i, (x, v) in enumerate(couriers):
    for y, w in couriers[:i]:
        answer = max(answer, abs(x - y) / (v + w))
print(answer)
