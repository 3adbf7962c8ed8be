# Run-time error: takes from the empty stack when a closing bracket comes first.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

CLOSES = {")": "(", "]": "[", "}": "{"}


def check(template):
    stack = []
    pairs = 0
    for row, line in enumerate(template, 1):
        for column, character in enumerate(line, 1):
            if character in "([{":
                stack.append((character, row, column))
            elif character in CLOSES:
                if stack.pop()[0] != CLOSES[character]:
                    return f"unexpected {row} {column}"
                pairs += 1
    if stack:
        return f"unclosed {stack[-1][1]} {stack[-1][2]}"
    return f"balanced {pairs}"


_, *lines = sys.stdin.read().split("\n")
print(check(lines))
