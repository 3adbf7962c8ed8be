# Run-time error: packs the times into 32 bits, which fails for real time stamps.
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import sys

_, *words = sys.stdin.read().split()
times = array.array("i", map(int, words))
reports = sorted(zip(times[0::2], times[1::2]))
merged = [list(reports[0])]
for a, b in reports[1:]:
    if a <= merged[-1][1]:
        merged[-1][1] = max(merged[-1][1], b)
    else:
        merged.append([a, b])
longest = max(merged, key=lambda outage: outage[1] - outage[0])
print(len(merged), sum(end - begin for begin, end in merged))
print(*longest)
