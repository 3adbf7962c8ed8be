# Time limit exceeded: goes through all pages for each place of the list.
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
while failures and wanted > 0:
    top = min(failures, key=lambda page: (-failures[page][0], page))
    print(*failures.pop(top), top)
    wanted -= 1
