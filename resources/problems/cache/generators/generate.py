# Writes data/secret of "Reading Room": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "ordered.py"


def day(c, events):
    lines = [" ".join(map(str, event)) for event in events]
    return f"{c} {len(lines)}\n" + "\n".join(lines) + "\n"


def put(rng, k):
    return "put", k, rng.randint(1, 999)


def mixed(rng, q, maps, puts):
    """q events on maps 1 to `maps`, of which the share `puts` are put."""
    return [put(rng, k) if rng.random() < puts else ("get", k) for k in (rng.randint(1, maps) for _ in range(q))]


def cases():
    rng = random.Random(6)
    yield "single-get", day(1, [("get", 1_000_000)])
    yield "single-put", day(1, [("put", 1, 1)])
    yield "room-for-one", day(1, [("put", 1, 5), ("get", 1), ("put", 2, 6), ("get", 1), ("get", 2), ("put", 2, 7), ("get", 2)])
    yield "slip-replaced-when-full", day(2, [("put", 1, 1), ("put", 2, 2), ("put", 2, 3), ("get", 1), ("get", 2)])
    yield "get-counts-as-use", day(2, [("put", 1, 1), ("put", 2, 2), ("get", 1), ("put", 3, 3), ("get", 1), ("get", 2)])
    yield "put-counts-as-use", day(2, [("put", 1, 1), ("put", 2, 2), ("put", 1, 4), ("put", 3, 3), ("get", 1), ("get", 2)])
    full = [("put", 1, 1), ("put", 2, 2)]
    yield "failed-get-is-no-use", day(2, full + [("get", 9), ("put", 3, 3), ("get", 1), ("get", 9), ("get", 2)])
    yield "comes-back", day(2, [("put", k, k) for k in (1, 2, 3, 1, 2, 3)] + [("get", 1), ("get", 2), ("get", 3)])
    yield "never-full", day(40_000, mixed(rng, 300, 50, 0.5))
    yield "random-small", day(4, mixed(rng, 60, 8, 0.4))
    yield "random-medium", day(100, mixed(rng, 3000, 160, 0.3))
    yield "one-map-only", day(3, mixed(rng, 2000, 1, 0.5))
    yield "always-missing", day(500, [put(rng, k) for k in range(1, 1501)] + [("get", k) for k in range(1, 1001)])
    yield "round-and-round", day(1000, [put(rng, 1 + i % 1001) for i in range(4000)])
    # The shelf fills up, then everything on it is asked for in no particular order.
    keys = rng.sample(range(1, 10**6), 16_000)
    yield "full-shelf-maximum", day(16_000, [put(rng, k) for k in keys] + [("get", rng.choice(keys)) for _ in range(24_000)])


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
