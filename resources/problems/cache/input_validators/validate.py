# Checks the input of "Reading Room": exit code 42 if it is valid.
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

text = sys.stdin.read()
assert text.endswith("\n")
first, *events = text[:-1].split("\n")
assert re.fullmatch(r"[1-9][0-9]* [1-9][0-9]*", first)
c, q = map(int, first.split())
assert 1 <= c <= 40_000 and 1 <= q <= 40_000 and len(events) == q
for event in events:
    kind, *numbers = event.split(" ")
    assert kind in ("get", "put") and len(numbers) == (1 if kind == "get" else 2), event
    assert all(re.fullmatch(r"[1-9][0-9]*", number) for number in numbers), event
    assert int(numbers[0]) <= 10**6 and (kind == "get" or int(numbers[1]) <= 999), event
sys.exit(42)
