# Time limit exceeded: compares each report with all outages found so far, quadratic.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
outages = []
for a, b in zip(numbers[1::2], numbers[2::2]):
    apart = []
    for begin, end in outages:
        if end < a or b < begin:
            apart.append((begin, end))
        else:
            a, b = min(a, begin), max(b, end)
    outages = apart + [(a, b)]
longest = max(sorted(outages), key=lambda outage: outage[1] - outage[0])
print(len(outages), sum(end - begin for begin, end in outages))
print(*longest)
