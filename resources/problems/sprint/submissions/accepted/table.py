# Accepted: for each number of days the largest worth, task by task.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

n, days, *numbers = map(int, sys.stdin.read().split())
best = [0] * (days + 1)
for time, worth in zip(numbers[0::2], numbers[1::2]):
    if time <= days:
        with_task = [before + worth for before in best[:days + 1 - time]]
        best[time:] = map(max, best[time:], with_task)
print(best[days], best.index(best[days]))
