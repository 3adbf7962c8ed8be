# Wrong answer: takes the tasks by worth for each day as long as they fit.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

n, days, *numbers = map(int, sys.stdin.read().split())
tasks = sorted(zip(numbers[0::2], numbers[1::2]), key=lambda task: -task[1] / task[0])
spent = total = 0
for time, worth in tasks:
    if spent + time <= days:
        spent += time
        total += worth
print(total, spent)
