# Checks the input of "Template Check": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.buffer.read().decode("ascii")
assert text.endswith("\n")
first, *template = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]*", first)
assert int(first) == len(template) and 1 <= len(template) <= 10_000
assert all(re.fullmatch(r"[ -~]*", line) for line in template)
assert sum(map(len, template)) <= 300_000
sys.exit(42)
