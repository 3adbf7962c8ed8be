# Time limit exceeded: Dijkstra's method, but searches all squares for the nearest open one.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

rows, columns, *lines = sys.stdin.read().split()
rows, columns = int(rows), int(columns)
floor = "".join(lines)
never = 10**9
times = [never] * len(floor)
times[floor.index("S")] = 0
is_open = [square != "#" for square in floor]
while True:
    time, here = min((times[square], square) for square in range(len(floor)) if is_open[square])
    if time == never or floor[here] == "T":
        break
    is_open[here] = False
    i, j = divmod(here, columns)
    for y, x in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)):
        there = y * columns + x
        if 0 <= y < rows and 0 <= x < columns and is_open[there]:
            times[there] = min(times[there], time + (int(floor[there]) if floor[there].isdigit() else 1))
print("blocked" if time == never else time)
