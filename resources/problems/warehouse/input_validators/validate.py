# Checks the input of "Warehouse Robot": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n")
first, *floor = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*", first)
r, c = map(int, first.split())
assert 1 <= r <= 300 and 1 <= c <= 300 and len(floor) == r
assert all(len(row) == c and re.fullmatch(r"[1-9#ST]*", row) for row in floor)
assert text.count("S") == 1 and text.count("T") == 1
sys.exit(42)
