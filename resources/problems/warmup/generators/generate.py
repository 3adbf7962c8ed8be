# Writes data/secret of "Cloakroom": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "xor.py"


def roll(entries):
    return f"{len(entries)}\n{' '.join(map(str, entries))}\n"


def pairs(rng, coats, highest, left):
    """Both entries of `coats` different tags up to `highest`, none of them `left`."""
    tags = set()
    while len(tags) < coats:
        tags.add(rng.randint(1, highest))
        tags.discard(left)
    return [tag for tag in sorted(tags) for _ in range(2)]


def cases():
    rng = random.Random(1)
    yield "largest-is-left", roll([4, 9, 4, 200, 9])
    yield "neighbours-above-127", roll([128, 128, 500, 500, 77])

    entries = pairs(rng, 50, 99, 41) + [41]
    rng.shuffle(entries)
    yield "small-shuffled", roll(entries)

    yield "thousand-in-order", roll(sorted(pairs(rng, 1000, 10**6, 777) + [777]))

    entries = pairs(rng, 2000, 10**9, 10**9) + [10**9]
    rng.shuffle(entries)
    yield "highest-tag-left", roll(entries)

    # Everybody comes, then everybody leaves: nothing can be forgotten half-way, and the tag left is found last.
    tags = rng.sample(range(10**8, 10**9), 25_001)
    yield "maximum", roll(tags[:-1] + tags[:-1] + tags[-1:])


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
