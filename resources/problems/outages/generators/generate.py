# Writes data/secret of "Outages": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "sweep.py"


LAST = 10**13


def reports(intervals):
    return f"{len(intervals)}\n" + "".join(f"{a} {b}\n" for a, b in intervals)


def scattered(rng, count, last, longest):
    intervals = []
    for _ in range(count):
        a = rng.randint(0, last - 1)
        intervals.append((a, min(last, a + rng.randint(1, longest))))
    return intervals


def shuffled(rng, intervals):
    rng.shuffle(intervals)
    return intervals


def cases():
    rng = random.Random(3)
    yield "single", reports([(0, 1)])
    yield "whole-time", reports([(0, LAST)])
    yield "same-twice", reports([(5, 9), (5, 9)])
    yield "inside-another", reports([(0, 100), (10, 20), (30, 40), (99, 100), (120, 130)])
    yield "touching-chain", reports([(i, i + 1) for i in (4, 0, 3, 1, 2, 6, 7)])
    yield "longest-is-last", reports([(0, 3), (5, 8), (9, 13)])
    yield "longest-is-tied", reports([(100, 104), (9, 13), (20, 22), (50, 54)])
    yield "digits-differ", reports([(2, 30), (10, 11), (100, 101), (9, 10), (1000, 1007), (31, 99)])
    yield "random-small", reports(scattered(rng, 30, 200, 9))
    yield "random-medium", reports(scattered(rng, 2000, 10**6, 700))
    yield "sum-above-32-bits", reports(scattered(rng, 500, LAST, 10**10))
    yield "random-large", reports(scattered(rng, 5000, LAST, 2 * 10**9))
    yield "apart-maximum", reports(shuffled(rng, [(i * 4000, i * 4000 + rng.randint(1, 3999)) for i in range(20_000)]))
    yield "touching-large", reports(shuffled(rng, [(i * 10**9, (i + 1) * 10**9) for i in range(4000)]))
    yield "nested-large", reports(shuffled(rng, [(i, LAST - i) for i in range(3000)]))
    # Sorted by beginning, each report ends before the very first one does.
    yield "one-covers-all", reports([(0, LAST)] + sorted(scattered(rng, 3000, LAST, 10**7)))
    yield "descending-large", reports([(i * 10**9, i * 10**9 + 3) for i in range(2999, -1, -1)])


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
