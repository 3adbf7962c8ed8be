# Wrong answer: breadth-first search; takes the way with the fewest squares and adds up its times.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from collections import deque

rows, columns, *floor = sys.stdin.read().split()
start = next((i, row.index("S")) for i, row in enumerate(floor) if "S" in row)
times = {start: 0}
queue = deque([start])
answer = "blocked"
while queue:
    i, j = queue.popleft()
    if floor[i][j] == "T":
        answer = times[i, j]
        break
    for y, x in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j)):
        if 0 <= y < len(floor) and 0 <= x < len(floor[y]) and floor[y][x] != "#" and (y, x) not in times:
            times[y, x] = times[i, j] + (int(floor[y][x]) if floor[y][x].isdigit() else 1)
            queue.append((y, x))
print(answer)
