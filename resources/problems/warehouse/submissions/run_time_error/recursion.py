# Run-time error: looks for the ramp by recursion first, which is too deep for large floors.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from heapq import heappop, heappush

rows, columns, *floor = sys.stdin.read().split()
squares = {(i, j): square for i, row in enumerate(floor) for j, square in enumerate(row) if square != "#"}
seen = set()


def reach(i, j):
    if (i, j) in squares and (i, j) not in seen:
        seen.add((i, j))
        for y, x in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)):
            reach(y, x)


start = next(place for place, square in squares.items() if square == "S")
ramp = next(place for place, square in squares.items() if square == "T")
reach(*start)
if ramp not in seen:
    print("blocked")
    sys.exit()
times = {}
heap = [(0, start)]
while ramp not in times:
    time, (i, j) = heappop(heap)
    if (i, j) in times:
        continue
    times[i, j] = time
    for place in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)):
        if place in squares and place not in times:
            heappush(heap, (time + (int(squares[place]) if squares[place].isdigit() else 1), place))
print(times[ramp])
