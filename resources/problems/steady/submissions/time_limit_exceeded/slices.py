# Time limit exceeded: looks at all readings of every window.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

n, w, *readings = map(int, sys.stdin.buffer.read().split())
spreads = [max(readings[i:i + w]) - min(readings[i:i + w]) for i in range(n - w + 1)]
best = min(spreads)
print(best, spreads.index(best) + 1)
