# Checks the input of "Failing Pages": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

REQUEST = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9] [A-Z]+ /[!-~]* [1-5][0-9][0-9] (0|[1-9][0-9]*)"

text = sys.stdin.read()
assert text.endswith("\n")
first, *log = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*", first)
n, k = map(int, first.split())
assert 1 <= n <= 15_000 and 1 <= k <= 15_000 and len(log) == n
for line in log:
    assert 1 <= len(line) <= 200, line
    assert re.fullmatch(r"#[ -~]*", line) or re.fullmatch(REQUEST, line) and int(line.split()[4]) <= 10**6, line
sys.exit(42)
