# SPDX-License-Identifier: GPL-3.0-or-later
# Runs shellcheck over every shell script; skipped (exit 77) where it is missing.

import os
import shutil
import subprocess
import sys

from source_tree import FOREIGN, list_files, root_argument

SKIPPED = 77


def is_shell_script(root, name):
    if name.endswith(".sh"):
        return True
    if "." in os.path.basename(name):
        return False
    with open(os.path.join(root, name), "rb") as file:
        return file.read(20).startswith((b"#!/bin/bash", b"#!/bin/sh"))


def main():
    root = root_argument()
    if not shutil.which("shellcheck"):
        print("shellcheck is not installed")
        return SKIPPED
    names = [name for name in list_files(root) if not name.startswith(FOREIGN) and is_shell_script(root, name)]
    return subprocess.run(["shellcheck", "-x", "-P", root, *names], cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
