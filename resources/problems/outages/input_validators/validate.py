# Checks the input of "Outages": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n")
first, *reports = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]*", first)
assert int(first) == len(reports) and 1 <= len(reports) <= 20_000
for report in reports:
    assert re.fullmatch(r"(0|[1-9][0-9]*) [1-9][0-9]*", report), report
    a, b = map(int, report.split())
    assert 0 <= a < b <= 10**13, report
sys.exit(42)
