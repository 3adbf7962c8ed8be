# Writes data/secret of "Steady Air": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "queues.py"


def record(w, readings):
    return f"{len(readings)} {w}\n{' '.join(map(str, readings))}\n"


def walk(rng, n, step, highest):
    """A random walk within +-highest: what a real sensor gives."""
    reading, readings = 0, []
    for _ in range(n):
        reading = max(-highest, min(highest, reading + rng.randint(-step, step)))
        readings.append(reading)
    return readings


def cases():
    rng = random.Random(4)
    yield "single", record(1, [-1_000_000])
    yield "window-of-one", record(1, [5, 3, 3, 9])
    yield "whole-record", record(5, [7, -2, 4, 4, 1])
    yield "all-equal", record(3, [-8] * 9)
    yield "all-negative", record(2, [-50, -20, -90, -93, -10])
    yield "last-window-is-best", record(3, [1, 50, 2, 60, 3, 40, 41, 42])
    yield "earliest-of-many", record(2, [9, 4, 1, 3, 7, 5, 2, 4])
    yield "extremes", record(2, [-1_000_000, 1_000_000, -1_000_000, 1_000_000])
    yield "random-small", record(4, [rng.randint(-20, 20) for _ in range(40)])
    yield "random-medium", record(50, walk(rng, 2000, 300, 10**6))
    yield "ascending", record(1000, list(range(-6000, 6000, 2)))
    yield "descending", record(2500, list(range(9000, -9000, -3)))
    yield "saw-teeth", record(777, [(i * 7919) % 1000 for i in range(8000)])
    yield "short-window-large", record(3, [rng.randint(-10**6, 10**6) for _ in range(12_000)])
    yield "walk-maximum", record(30_000, walk(rng, 60_000, 90, 10**6))
    # Steeper and steeper: the best window is the first, and its maximum stays at the far end of it.
    yield "descending-maximum", record(25_000, [-(i * i) // 3600 for i in range(60_000)])


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
