# Checks the input of "Cloakroom": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys
from collections import Counter

lines = sys.stdin.read().split("\n")
assert len(lines) == 3 and lines[2] == "", "two lines, each ended by a line feed"
assert re.fullmatch(r"[1-9][0-9]*", lines[0]), "n"
assert re.fullmatch(r"[1-9][0-9]*( [1-9][0-9]*)*", lines[1]), "entries"
n = int(lines[0])
entries = [int(word) for word in lines[1].split(" ")]
assert 1 <= n <= 50_001 and n % 2 == 1 and len(entries) == n
assert all(1 <= tag <= 10**9 for tag in entries)
counts = Counter(Counter(entries).values())
assert counts[1] == 1 and counts[2] == n // 2
sys.exit(42)
