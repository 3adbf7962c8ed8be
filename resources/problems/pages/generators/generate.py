# Writes data/secret of "Failing Pages": python3 generators/generate.py
# SPDX-License-Identifier: GPL-3.0-or-later
import random
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE / "submissions" / "accepted" / "count.py"


NAMES = ["cart", "help", "Help", "login", "search", "item", "a", "b", "z", "~team"]


def log(k, lines):
    return f"{len(lines)} {k}\n" + "".join(line + "\n" for line in lines)


def clock(second):
    return f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"


def request(rng, second, target, status):
    return f"{clock(second)} {rng.choice(['GET', 'GET', 'POST', 'PUT'])} {target} {status} {rng.randint(0, 999)}"


def traffic(rng, lines, pages, failing, remarks=0.02):
    """Requests of random pages, of which the share `failing` fail; early pages are called more often."""
    result = []
    for second in range(lines):
        if rng.random() < remarks:
            result.append("# " + request(rng, second, rng.choice(pages), 500))
            continue
        page = pages[int(len(pages) * rng.random() ** 2)]
        query = rng.choice(["", "", "?", f"?q={rng.randint(0, 99)}", "?from=/cart?x"])
        status = rng.choice([500, 502, 503, 599]) if rng.random() < failing else rng.choice([200, 200, 301, 404, 499])
        result.append(request(rng, second, page + query, status))
    return result


def paths(rng, count, depth):
    found = set()
    while len(found) < count:
        found.add("/" + "/".join(rng.choice(NAMES) for _ in range(rng.randint(1, depth))) + rng.choice(["", "", "/"]))
    return rng.sample(sorted(found), count)


def cases():
    rng = random.Random(9)
    yield "remark-only", log(1, ["#"])
    yield "single-failure", log(1, ["00:00:00 GET / 500 1000000"])
    yield "fewer-pages-than-wanted", log(15_000, ["10:00:00 GET /b 500 3", "10:00:01 GET /a 599 2", "10:00:01 GET /c 200 2"])
    yield "limits-of-failure", log(9, ["10:00:00 GET /x 499 3", "10:00:01 GET /y 500 2", "10:00:02 GET /z 400 2"])
    yield "two-question-marks", log(3, ["10:00:00 GET /a?b?c 500 3", "10:00:01 GET /a?d 500 8", "10:00:02 GET /? 500 2"])
    spellings = ["/cart/", "/cart", "/Cart", "/cart", "/CART/"]
    yield "slash-and-case", log(9, [f"10:00:0{i} GET {page} 500 {i}" for i, page in enumerate(spellings)])
    yield "ties-by-name", log(4, [f"10:00:0{i} GET /{page} 503 7" for i, page in enumerate("zbyxa~Z")])
    often = ["11:11:11 GET /ten 500 5"] * 10 + ["11:11:12 GET /nine 500 50"] * 9 + ["11:11:13 GET /a 500 9"] * 2
    yield "ten-before-nine", log(2, often)
    yield "failed-and-not-failed", log(5, [
        "09:00:00 GET /a 200 999", "09:00:01 GET /a 500 1", "09:00:02 GET /a 404 500", "09:00:03 GET /b 200 5",
    ])
    yield "looks-like-a-request", log(2, ["#08:00:00 GET /a 500 1", "08:00:00 GET /b#c 500 1", "08:00:00 GET /500 200 500"])
    yield "random-small", log(3, traffic(rng, 40, paths(rng, 6, 1), 0.5))
    yield "random-medium", log(20, traffic(rng, 1500, paths(rng, 80, 2), 0.3))
    yield "all-fail", log(50, traffic(rng, 3000, paths(rng, 400, 3), 1.0, 0))
    yield "nothing-fails", log(10, traffic(rng, 2000, paths(rng, 50, 2), 0.0, 0.3))
    yield "traffic-large", log(100, traffic(rng, 7000, paths(rng, 900, 3), 0.2))
    order = rng.sample(range(15_000), 15_000)
    yield "all-pages-maximum", log(15_000, [request(rng, i, f"/{page}", 500) for i, page in enumerate(order)])


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
