# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on source files without a licence line or a first comment, and on stray white space.

import os
import re
import sys

from source_tree import FOREIGN, list_files, report, root_argument

COMMENTED = (".h", ".cpp", ".py", ".sh", ".ts", ".mjs")
LICENSED = COMMENTED + (".cmake", ".css", ".ui", "CMakeLists.txt")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
UNCHECKED = FOREIGN + ("LICENSE",)
C_LIKE = (".h", ".cpp", ".ts", ".mjs")


def check_head(name, text):
    lines = text.split("\n", 5)[:5]
    if lines and lines[0].startswith("#!"):
        lines = lines[1:]
    if not lines or LICENCE not in lines[0]:
        yield f"{name}:1: the first line must say {LICENCE}"
    elif name.endswith(COMMENTED) or text.startswith("#!"):
        comment = r"//.*\w|/\*.*\w" if name.endswith(C_LIKE) else r"#.*\w"
        if len(lines) < 2 or not re.match(comment, lines[1]):
            yield f"{name}:2: one line must say what the file holds"


def check_space(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        if line.endswith((" ", "\t", "\r")):
            yield f"{name}:{number}: white space at the end of the line"
    if text and not text.endswith("\n"):
        yield f"{name}: the last line does not end"
    if text.endswith("\n\n"):
        yield f"{name}: empty lines at the end"


def check(name, data):
    """Problems of one file."""
    if not data or b"\0" in data[:8000]:
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"{name}: not UTF-8: {error.reason} at byte {error.start}"
        return
    if name.endswith(LICENSED) or text.startswith("#!"):
        yield from check_head(name, text)
    yield from check_space(name, text)


def main():
    root = root_argument()
    names = [name for name in list_files(root) if not name.startswith(UNCHECKED)]
    problems = []
    for name in names:
        with open(os.path.join(root, name), "rb") as file:
            problems += check(name, file.read())
    return report(problems, len(names))


if __name__ == "__main__":
    sys.exit(main())
