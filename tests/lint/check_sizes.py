# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on files over 400 lines, functions over 60 and constructors with more than 6 parameters.
#
# size_exceptions.txt names what may be larger, with its size of today: "file PATH SIZE", "function PATH NAME SIZE" or
# "constructor PATH NAME SIZE". The list may only shrink: an entry that is larger than needed fails as well.

import ast
import os
import re
import sys

from cpp_functions import Reader
from source_tree import CPP_SUFFIXES, list_own_files, read_text, report, root_argument

LIMITS = {"file": 400, "function": 60, "constructor": 6}
UNITS = {"file": "lines", "function": "lines", "constructor": "parameters"}
EXCEPTIONS = "tests/lint/size_exceptions.txt"
MEASURED = CPP_SUFFIXES + (".py", ".sh", ".ts")


def measure_cpp(name, text):
    reader = Reader(text).read()
    for function in reader.functions:
        yield ("function", name, function.name), function.lines, function.line
    for constructor in reader.constructors:
        yield ("constructor", name, constructor.name), constructor.parameters, constructor.line


def measure_python(name, text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield ("function", name, node.name), node.end_lineno - node.lineno + 1, node.lineno


def measure_shell(name, text):
    for match in re.finditer(r"^(\w+)\(\) *[{(].*?\n[})]", text, re.MULTILINE | re.DOTALL):
        first = text.count("\n", 0, match.start()) + 1
        yield ("function", name, match.group(1)), match.group().count("\n") + 1, first


def measure_file(root, name):
    """Pairs of what was measured and its size; a key is (kind, path[, name])."""
    text = read_text(root, name)
    yield ("file", name), text.count("\n"), 1
    if name.endswith(CPP_SUFFIXES):
        yield from measure_cpp(name, text)
    elif name.endswith(".py"):
        yield from measure_python(name, text)
    elif name.endswith(".sh"):
        yield from measure_shell(name, text)


def read_exceptions(root):
    path = os.path.join(root, EXCEPTIONS)
    if not os.path.exists(path):
        return {}
    lines = [line.split("#", 1)[0].split() for line in read_text(root, EXCEPTIONS).splitlines()]
    return {tuple(words[:-1]): int(words[-1]) for words in lines if words}


def check(sizes, exceptions):
    """Problems of sizes {key: (size, line)} against the limits and the exceptions {key: size}."""
    for key, (size, line) in sorted(sizes.items()):
        kind, path, *name = key
        limit = exceptions.get(key, LIMITS[kind])
        if size > limit:
            what = f"{kind} {name[0]}" if name else kind
            yield f"{path}:{line}: {what} has {size} {UNITS[kind]}, {limit} are allowed"
    for key, allowed in sorted(exceptions.items()):
        size = sizes.get(key, (0, 0))[0]
        if size <= LIMITS.get(key[0], 0) or size == 0:
            yield f"{EXCEPTIONS}: {' '.join(key)} is no exception any more: remove the entry"
        elif size < allowed:
            yield f"{EXCEPTIONS}: {' '.join(key)} has shrunk: write {size} instead of {allowed}"


def main():
    root = root_argument()
    sizes = {}
    names = list_own_files(root, MEASURED)
    for name in names:
        for key, size, line in measure_file(root, name):
            if size > sizes.get(key, (-1, 0))[0]:
                sizes[key] = (size, line)
    return report(list(check(sizes, read_exceptions(root))), len(names))


if __name__ == "__main__":
    sys.exit(main())
