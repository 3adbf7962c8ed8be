# Run-time error: takes k pages also if there are fewer.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

first, *log = sys.stdin.read().splitlines()
wanted = int(first.split()[1])
failures = {}
for line in log:
    if not line.startswith("#"):
        _, _, target, status, duration = line.split()
        if int(status) >= 500:
            page = target.split("?")[0]
            count, longest = failures.get(page, (0, 0))
            failures[page] = count + 1, max(longest, int(duration))
if not failures:
    print("none")
    sys.exit()
pages = sorted(failures, key=lambda page: (-failures[page][0], page))
for place in range(wanted):
    print(*failures[pages[place]], pages[place])
