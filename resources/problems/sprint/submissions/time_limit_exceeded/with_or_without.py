# Time limit exceeded: tries each task with and without, and remembers nothing.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

n, days, *numbers = map(int, sys.stdin.read().split())


def best(i, left):
    """Largest worth and, negative, the days that it takes."""
    if i == n:
        return 0, 0
    result = best(i + 1, left)
    time, worth = numbers[2 * i:2 * i + 2]
    if time <= left:
        rest, spent = best(i + 1, left - time)
        result = max(result, (rest + worth, spent - time))
    return result


total, spent = best(0, days)
print(total, -spent)
