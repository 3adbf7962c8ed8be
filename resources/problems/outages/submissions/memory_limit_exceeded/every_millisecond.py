# Memory limit exceeded: remembers every single millisecond that is covered.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
covered = set()
for a, b in zip(numbers[1::2], numbers[2::2]):
    covered.update(range(a, b))

outages = []
for moment in sorted(covered):
    if outages and outages[-1][1] == moment:
        outages[-1][1] += 1
    else:
        outages.append([moment, moment + 1])
longest = max(outages, key=lambda outage: outage[1] - outage[0])
print(len(outages), len(covered))
print(*longest)
