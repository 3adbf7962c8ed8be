# Writes data/secret of "Handover": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "climb.py"


FAR = 10**9
FAST = 10**4


def road(couriers):
    return f"{len(couriers)}\n" + "".join(f"{x} {v}\n" for x, v in couriers)


def scattered(rng, n, far, fast):
    return [(rng.randint(-far, far), rng.randint(1, fast)) for _ in range(n)]


def cases():
    rng = random.Random(5)
    yield "single", road([(17, 3)])
    yield "all-at-one-place", road([(FAR, v) for v in (1, 10, 10_000)])
    yield "two-next-to-each-other", road([(0, FAST), (1, FAST)])
    yield "two-far-apart-slow", road([(-FAR, 1), (FAR, 1)])
    yield "third-part", road([(0, 1), (1, 2)])
    yield "slow-one-in-the-middle", road([(-100, 90), (100, 90), (40, 1), (-20, 70)])
    yield "outermost-are-fast", road([(-1000, 5000), (1000, 5000), (-300, 2), (310, 3)])
    yield "far-from-zero", road([(FAR - 3, 7), (FAR, 9), (FAR - 1, 1)])
    yield "equal-speeds", road([(x, 13) for x in (5, 8, -20, 44, 3)])
    yield "random-small", road(scattered(rng, 20, 50, 9))
    yield "random-medium", road(scattered(rng, 1500, 10**6, 100))
    yield "tiny-answer", road([(x, FAST - x % 7) for x in range(-30, 30)])
    yield "random-maximum", road(scattered(rng, 20_000, FAR, FAST))
    yield "slow-maximum", road([(x, 1 + abs(x) // 10**8) for x, _ in scattered(rng, 20_000, FAR, 1)])
    yield "one-slow-far-off", road(scattered(rng, 12_000, 10**4, FAST) + [(FAR, 1)])


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
