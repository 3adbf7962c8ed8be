# Writes data/secret of "Template Check": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "stack.py"


PARTNER = {"(": ")", "[": "]", "{": "}"}
LETTERS = "abcdefgh .,;<>"


def template(lines):
    return f"{len(lines)}\n" + "".join(line + "\n" for line in lines)


def cut(text, rng, longest):
    """The text as lines of random length; some are empty."""
    lines = []
    while text:
        length = rng.randint(0, longest)
        lines.append(text[:length])
        text = text[length:]
    return lines


def balanced(rng, pairs, plain):
    """Random nesting of `pairs` pairs, about `plain` other characters after each bracket."""
    text, stack, opened = [], [], 0
    while opened < pairs or stack:
        if opened < pairs and (not stack or rng.random() < 0.52):
            stack.append(rng.choice("([{"))
            text.append(stack[-1])
            opened += 1
        else:
            text.append(PARTNER[stack.pop()])
        text.append("".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 2 * plain))))
    return "".join(text)


def cases():
    rng = random.Random(2)
    yield "empty-line", template([""])
    yield "no-brackets", template(["plain text, <no> brackets", "", "  "])
    yield "single-opening", template(["", "   ("])
    yield "single-closing", template(["", "", "x }"])
    yield "wrong-kind", template(["(a [b", "c) d]"])
    yield "crossing-counts-agree", template(["{ ( } )", "[]"])
    yield "several-left-open", template(["{{ [x]", "(", "(()", "end"])
    yield "leading-and-trailing-spaces", template(["    (  ", "  )    ", "     ]   ["])
    yield "closing-before-opening", template([")("])
    yield "closing-after-balance", template(["([]{})", "[]]"])

    text = balanced(rng, 60, 1)
    yield "random-small", template(cut(text, rng, 20))
    yield "random-many-lines", template(cut(balanced(rng, 3000, 3), rng, 12))

    text = balanced(rng, 10_000, 2)
    middle = max(i for i in range(len(text) // 2) if text[i] in "([{")
    yield "one-opening-removed", template(cut(text[:middle] + text[middle + 1:], rng, 80))

    text = balanced(rng, 10_000, 2)
    middle = min(i for i in range(len(text) // 2, len(text)) if text[i] in ")]}")
    other = {")": "]", "]": "}", "}": ")"}[text[middle]]
    yield "one-closing-changed", template(cut(text[:middle] + other + text[middle + 1:], rng, 80))

    yield "all-opening", template(["(" * 3000] * 10)
    yield "all-pairs-flat", template(["(){}[]" * 1000] * 10)
    opening = [rng.choice("([{") for _ in range(150_000)]
    closing = [PARTNER[bracket] for bracket in reversed(opening)]
    yield "deepest-nesting", template(["".join(opening), "".join(closing)])
    yield "deepest-nesting-last-wrong", template([
        "".join(opening[:20_000] + closing[-20_000:-1]) + ("}" if closing[-1] != "}" else "]"),
    ])


def main():
    secret = PACKAGE / "data" / "secret"
    secret.mkdir(parents=True, exist_ok=True)
    for old in [*secret.glob("*.in"), *secret.glob("*.ans")]:
        old.unlink()
    for number, (name, text) in enumerate(cases(), 1):
        case = secret / f"{number:02}-{name}.in"
        case.write_text(text)
        with case.open() as source, case.with_suffix(".ans").open("w") as answer:
            subprocess.run([sys.executable, REFERENCE], stdin=source, stdout=answer, check=True)


main()
