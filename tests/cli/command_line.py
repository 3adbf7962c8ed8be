# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the assayd under test, with a cache of its own: what the command line's tests share.

import atexit
import os
import subprocess
import sys
import tempfile

ASSAYD = sys.argv[1]
CACHE = tempfile.TemporaryDirectory()  # never the user's own
atexit.register(CACHE.cleanup)
os.environ["XDG_CACHE_HOME"] = CACHE.name


def assayd(*arguments, **options):
    """Of a finished `assayd ARGUMENTS…`: its exit code, and what it wrote as text."""
    return subprocess.run([ASSAYD, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)
