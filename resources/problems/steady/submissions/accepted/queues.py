# Accepted: two queues of candidates, for the largest and the smallest reading of the window.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from collections import deque


def steadiest(w, readings):
    best, first = float("inf"), 0
    falling, rising = deque(), deque()
    for i, reading in enumerate(readings):
        while falling and readings[falling[-1]] <= reading:
            falling.pop()
        while rising and readings[rising[-1]] >= reading:
            rising.pop()
        falling.append(i)
        rising.append(i)
        start = i - w + 1
        if falling[0] < start:
            falling.popleft()
        if rising[0] < start:
            rising.popleft()
        if start >= 0 and readings[falling[0]] - readings[rising[0]] < best:
            best, first = readings[falling[0]] - readings[rising[0]], start + 1
    return best, first


_, width, *temperatures = map(int, sys.stdin.buffer.read().split())
print(*steadiest(width, temperatures))
