# SPDX-License-Identifier: GPL-3.0-or-later
# Fails on C++ that clang-format 19 would lay out differently; skipped (exit 77) where that version is missing.

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from source_tree import CPP_SUFFIXES, list_own_files, report, root_argument

SKIPPED = 77
FILES_PER_CALL = 8


def find_formatter():
    for program in ("clang-format-19", "clang-format"):
        if shutil.which(program):
            version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
            if " 19." in version:
                return program
    return None


def main():
    formatter, root = find_formatter(), root_argument()
    if not formatter:
        print("clang-format 19 is not installed")
        return SKIPPED
    names = list_own_files(root, CPP_SUFFIXES)
    groups = [names[start:start + FILES_PER_CALL] for start in range(0, len(names), FILES_PER_CALL)]
    command = [formatter, "--dry-run", "-Werror", "--ferror-limit=3"]

    def check(group):
        return subprocess.run(command + group, cwd=root, capture_output=True, text=True, check=False).stderr

    with ThreadPoolExecutor() as pool:
        lines = [line for output in pool.map(check, groups) for line in output.splitlines() if ": error: " in line]
    return report(lines, len(names))


if __name__ == "__main__":
    sys.exit(main())
