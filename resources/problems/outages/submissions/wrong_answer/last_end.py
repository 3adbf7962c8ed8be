# Wrong answer: the outage always ends where the last report ends, though an earlier one may last longer.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
reports = sorted(zip(numbers[1::2], numbers[2::2]))
merged = [list(reports[0])]
for a, b in reports[1:]:
    if a <= merged[-1][1]:
        merged[-1][1] = b
    else:
        merged.append([a, b])
longest = max(merged, key=lambda outage: outage[1] - outage[0])
print(len(merged), sum(end - begin for begin, end in merged))
print(*longest)
