# Accepted: Dijkstra's method with a heap; a border of shelves saves the checks of the edges.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from heapq import heappop, heappush


def shortest(rows, columns, lines):
    width = columns + 2
    squares = "#" * width + "".join("#" + line + "#" for line in lines) + "#" * width
    enter = [{"#": 0, "S": 1, "T": 1}.get(square) or (int(square) if square.isdigit() else 0) for square in squares]
    ramp = squares.index("T")
    times = {squares.index("S"): 0}
    heap = [(0, squares.index("S"))]
    while heap:
        time, here = heappop(heap)
        if here == ramp:
            return time
        if time > times[here]:
            continue
        for there in (here - 1, here + 1, here - width, here + width):
            if enter[there]:
                later = time + enter[there]
                if later < times.get(there, 10**9):
                    times[there] = later
                    heappush(heap, (later, there))
    return "blocked"


first, *floor = sys.stdin.read().split("\n")
print(shortest(*map(int, first.split()), [line for line in floor if line]))
