# Accepted: a dictionary remembers the order of insertion; a used map is taken out and put in again.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys


def simulate(room, events):
    shelf = {}
    returned = 0
    for kind, key, *drawer in events:
        known = shelf.pop(key, None)
        if kind == "put":
            shelf[key] = drawer[0]
            if len(shelf) > room:
                del shelf[next(iter(shelf))]
                returned += 1
        else:
            yield known or "-"
            if known:
                shelf[key] = known
    yield returned


first, *lines = sys.stdin.read().splitlines()
print(*simulate(int(first.split()[0]), (line.split() for line in lines)), sep="\n")
