# Writes data/secret of "Misfiled": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
LARGEST = 10**6


def cases():
    rng = random.Random(7)
    yield "one-shelf", 1, 1
    yield "two-shelves", 2, 2
    yield "first-of-many", LARGEST, 1
    yield "last-of-many", LARGEST, LARGEST
    yield "power-of-two", 2**19, 2**19
    yield "middle", 999_999, 500_000
    for i in range(4):
        yield f"random-{i + 1}", LARGEST, rng.randint(1, LARGEST)


SECRET.mkdir(parents=True, exist_ok=True)
for number, (name, n, shelf) in enumerate(cases(), 1):
    (SECRET / f"{number:02}-{name}.in").write_text(f"{n} {shelf}\n")
    (SECRET / f"{number:02}-{name}.ans").write_text("")
