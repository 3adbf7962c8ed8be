# Writes data/secret of "Warehouse Robot": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "dijkstra.py"


def floor(rows):
    rows = ["".join(row) for row in rows]
    return f"{len(rows)} {len(rows[0])}\n" + "".join(row + "\n" for row in rows)


def scattered(rng, r, c, squares, start, ramp):
    """Squares drawn from `squares`; the station and the ramp at the given places."""
    rows = [[rng.choice(squares) for _ in range(c)] for _ in range(r)]
    rows[start[0]][start[1]] = "S"
    rows[ramp[0]][ramp[1]] = "T"
    return rows


def snake(r, c, square):
    """Walls in every other row, open on alternating sides: one long way."""
    rows = [[square] * c for _ in range(r)]
    for i in range(1, r, 2):
        rows[i] = ["#"] * c
        rows[i][-1 if i % 4 == 1 else 0] = square
    rows[0][0] = "S"
    rows[r - 1][-1 if (r - 1) % 4 == 0 else 0] = "T"
    return rows


def cases():
    rng = random.Random(7)
    digits = "123456789"
    yield "next-to-each-other", floor(["ST"])
    yield "one-column", floor(["T", "7", "9", "S"])
    yield "walled-in", floor(["###1", "#S#T", "###1"])
    yield "must-go-left-and-up", floor(["11111", "1###1", "1#T#1", "1#1#S", "111##"])
    yield "long-but-cheap", floor(["S9999T", "1####1", "1####1", "111111"])
    yield "through-the-crowd", floor(["#9#", "S9T", "1#1", "1#1", "1#1", "1#1", "1#1", "1#1", "111"])
    yield "random-small", floor(scattered(rng, 7, 9, digits + "####", (6, 0), (0, 8)))
    yield "random-small-walls", floor(scattered(rng, 8, 8, digits[:3] + "#", (1, 1), (7, 5)))
    yield "random-row", floor(scattered(rng, 1, 300, digits, (0, 120), (0, 299)))
    yield "random-medium", floor(scattered(rng, 100, 80, digits + "###", (70, 40), (1, 2)))
    yield "cheap-or-dear", floor(scattered(rng, 100, 100, "1119", (99, 99), (3, 50)))
    yield "snake", floor(snake(61, 50, "3"))
    rows = scattered(rng, 120, 120, digits, (5, 5), (110, 100))
    for i in range(120):
        if rows[i][60] not in "ST":
            rows[i][60] = "#"
    yield "cut-in-two", floor(rows)
    yield "random-maximum", floor(scattered(rng, 300, 300, digits + "##", (3, 2), (297, 298)))
    yield "even-maximum", floor(scattered(rng, 300, 300, "1", (299, 0), (0, 299)))
    yield "snake-maximum", floor(snake(297, 300, "9"))


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
