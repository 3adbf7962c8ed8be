# Accepted: failures and longest duration of each page, then one sort.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

first, *log = sys.stdin.read().splitlines()
wanted = int(first.split()[1])
failures = {}
for line in log:
    if line.startswith("#"):
        continue
    _, _, target, status, duration = line.split(" ")
    if int(status) >= 500:
        page = target.partition("?")[0]
        count, longest = failures.get(page, (0, 0))
        failures[page] = count + 1, max(longest, int(duration))
for page, (count, longest) in sorted(failures.items(), key=lambda item: (-item[1][0], item[0]))[:wanted]:
    print(count, longest, page)
if not failures:
    print("none")
