# Time limit exceeded: searches the list of uses from its beginning at every event.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

first, *lines = sys.stdin.read().splitlines()
room = int(first.split()[0])
drawers = {}
uses = []
returned = 0
for line in lines:
    kind, key, *drawer = line.split()
    if key in uses:
        uses.remove(key)
        uses.append(key)
    elif kind == "put":
        if len(uses) == room:
            del drawers[uses.pop(0)]
            returned += 1
        uses.append(key)
    if kind == "put":
        drawers[key] = drawer[0]
    else:
        print(drawers.get(key, "-"))
print(returned)
