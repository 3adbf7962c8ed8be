# Checks the input of "Steady Air": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

lines = sys.stdin.read().split("\n")
assert len(lines) == 3 and lines[2] == ""
assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*", lines[0])
assert re.fullmatch(r"(0|-?[1-9][0-9]*)( (0|-?[1-9][0-9]*))*", lines[1])
n, w = map(int, lines[0].split())
readings = [int(word) for word in lines[1].split(" ")]
assert 1 <= w <= n <= 60_000 and len(readings) == n
assert all(abs(reading) <= 10**6 for reading in readings)
sys.exit(42)
