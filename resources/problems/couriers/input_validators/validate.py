# Checks the input of "Handover": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n")
first, *couriers = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]*", first)
assert int(first) == len(couriers) and 1 <= len(couriers) <= 20_000
for courier in couriers:
    assert re.fullmatch(r"(0|-?[1-9][0-9]*) [1-9][0-9]*", courier), courier
    x, v = map(int, courier.split())
    assert abs(x) <= 10**9 and 1 <= v <= 10**4, courier
sys.exit(42)
