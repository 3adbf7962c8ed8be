# Wrong answer: replacing the slip does not count as a use, since assigning keeps the place in the dictionary.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from collections import OrderedDict

first, *lines = sys.stdin.read().splitlines()
room = int(first.split()[0])
shelf = OrderedDict()
returned = 0
for line in lines:
    kind, key, *drawer = line.split()
    if kind == "get":
        if key in shelf:
            shelf.move_to_end(key)
        print(shelf.get(key, "-"))
    else:
        shelf[key] = drawer[0]
        if len(shelf) > room:
            shelf.popitem(last=False)
            returned += 1
print(returned)
