# SPDX-License-Identifier: GPL-3.0-or-later
# The files of a source tree and what the lint tests read from them.

import os
import re
import subprocess
import sys

LAYERS = ("base", "sandbox", "core", "server", "app")
CPP_SUFFIXES = (".h", ".cpp")

# Written for candidates or by other programs: not our code.
FOREIGN = ("resources/problems/", "tests/data/", "translations/")


def list_files(root):
    """Paths relative to root, sorted: what git tracks or would track, else everything outside build folders."""
    command = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if os.path.exists(os.path.join(root, ".git")):
        listing = subprocess.run(command, capture_output=True, check=False)
        if listing.returncode == 0:
            names = {name for name in listing.stdout.decode("utf-8", "surrogateescape").split("\0") if name}
            return sorted(name for name in names if os.path.isfile(os.path.join(root, name)))
    names = []
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(("build", ".git", "node_modules", "__pycache__"))]
        names += [os.path.relpath(os.path.join(folder, name), root) for name in files]
    return sorted(names)


def list_own_files(root, suffixes):
    """Our own files with one of the suffixes."""
    return [name for name in list_files(root) if name.endswith(tuple(suffixes)) and not name.startswith(FOREIGN)]


def read_text(root, name):
    with open(os.path.join(root, name), encoding="utf-8", errors="replace") as file:
        return file.read()


_NOISE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-zA-Z_])(?:u8|[uUL])?'(?:\\.|[^'\\\n])*'""",
    re.DOTALL,
)


def blank_out(text):
    """C++ with comments and the insides of literals replaced by spaces; every line stays where it was."""

    def blank(match):
        found = match.group(0)
        inside = re.sub(r"[^\n]", " ", found)
        return inside if found.startswith("/") else '"' + inside[1:-1] + '"' if len(found) > 1 else found

    return _NOISE.sub(blank, text)


def report(problems, checked):
    """Prints the problems; the exit code for main."""
    for problem in problems:
        print(problem)
    print(f"{checked} files checked, {len(problems)} problem(s)", file=sys.stderr)
    return 1 if problems else 0


def root_argument():
    return sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
