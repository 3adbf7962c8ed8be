# Accepted: sorts by beginning and extends the current outage.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys


def outages(reports):
    begin, end = reports[0]
    for a, b in reports[1:]:
        if a > end:
            yield begin, end
            begin, end = a, b
        else:
            end = max(end, b)
    yield begin, end


numbers = list(map(int, sys.stdin.buffer.read().split()))
found = list(outages(sorted(zip(numbers[1::2], numbers[2::2]))))
longest = max(found, key=lambda outage: outage[1] - outage[0])
print(len(found), sum(end - begin for begin, end in found))
print(*longest)
