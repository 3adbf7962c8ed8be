# Checks the input of "Last Sprint": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n")
first, *tasks = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]* (0|[1-9][0-9]*)", first)
n, d = map(int, first.split())
assert 1 <= n <= 100 and 0 <= d <= 10_000 and len(tasks) == n
for task in tasks:
    assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*", task), task
    t, v = map(int, task.split())
    assert t <= 10**6 and v <= 10**9, task
sys.exit(42)
