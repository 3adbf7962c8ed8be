# Accepted: goes from one pair of couriers that meets too late to the next; no rounding but in the last division.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys


def meeting_time(couriers):
    time = 0.0
    while True:
        # The pair that is furthest from meeting at this time; when they do meet is the next time to look at.
        x, v = min(couriers, key=lambda courier: courier[0] + courier[1] * time)
        y, w = max(couriers, key=lambda courier: courier[0] - courier[1] * time)
        if (y - x) / (v + w) <= time:
            return time
        time = (y - x) / (v + w)


_, *numbers = map(int, sys.stdin.buffer.read().split())
print(meeting_time(list(zip(numbers[0::2], numbers[1::2]))))
