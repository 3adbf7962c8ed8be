# Wrong answer: most_common() leaves pages with equally many failures in the order of their first failure.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from collections import Counter

first, *log = sys.stdin.read().splitlines()
failures = Counter()
longest = Counter()
for line in log:
    if not line.startswith("#"):
        _, _, target, status, duration = line.split()
        if status >= "500":
            page = target.split("?")[0]
            failures[page] += 1
            longest[page] = max(longest[page], int(duration))
for page, count in failures.most_common(int(first.split()[1])):
    print(count, longest[page], page)
if not failures:
    print("none")
