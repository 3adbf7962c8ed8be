# Writes data/secret of "Last Sprint": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "table.py"


def backlog(d, tasks):
    return f"{len(tasks)} {d}\n" + "".join(f"{t} {v}\n" for t, v in tasks)


def drawn(rng, n, longest, highest):
    return [(rng.randint(1, longest), rng.randint(1, highest)) for _ in range(n)]


def by_length(rng, n, longest):
    """Worth close to the length, so that no order by worth for each day helps."""
    return [(t, 1000 * t + rng.randint(0, 300)) for t in (rng.randint(longest // 3, longest) for _ in range(n))]


def cases():
    rng = random.Random(8)
    yield "no-days", backlog(0, [(1, 5), (2, 9)])
    yield "single-fits-exactly", backlog(7, [(7, 1_000_000_000)])
    yield "single-too-long", backlog(6, [(7, 3)])
    yield "not-twice", backlog(10, [(3, 10), (9, 20)])
    yield "all-fit", backlog(10_000, [(10, 4), (20, 5), (1, 1)])
    yield "best-for-each-day-is-wrong", backlog(50, [(10, 70), (20, 110), (30, 150)])
    yield "most-worth-is-wrong", backlog(6, [(6, 10), (3, 6), (3, 6)])
    yield "same-worth-fewer-days", backlog(10, [(10, 9), (4, 4), (3, 5), (8, 9), (7, 9)])
    yield "worth-above-32-bits", backlog(100, [(i, 10**9 - i) for i in range(1, 14)])
    yield "random-small", backlog(20, drawn(rng, 10, 9, 30))
    yield "random-twenty", backlog(300, drawn(rng, 20, 60, 10**6))
    yield "equal-tasks", backlog(9999, [(101, 7)] * 100)
    yield "some-longer-than-all-days", backlog(5000, drawn(rng, 60, 10_000, 10**9) + drawn(rng, 20, 10**6, 10**9))
    yield "powers-of-two", backlog(8191, [(2**i, 3**i) for i in range(14)] + [(2**i, 3**i + 1) for i in range(14)])
    yield "random-maximum", backlog(10_000, drawn(rng, 100, 700, 10**9))
    yield "by-length-maximum", backlog(10_000, by_length(rng, 100, 600))
    yield "unit-tasks-maximum", backlog(10_000, [(1, 10**9 - i) for i in range(50)] + drawn(rng, 50, 400, 10**9))


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
