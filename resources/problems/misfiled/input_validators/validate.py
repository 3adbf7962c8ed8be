# Checks the input of "Misfiled": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*\n", text)
n, shelf = map(int, text.split())
assert 1 <= shelf <= n <= 10**6
sys.exit(42)
