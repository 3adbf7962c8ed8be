# SPDX-License-Identifier: GPL-3.0-or-later
# How the hostile programs in Python say what became of an attempt.
import os
import sys

escapes = 0


def escaped(what):
    global escapes
    escapes += 1
    print("ESCAPED", what, flush=True)


def contained(what):
    print("CONTAINED", what, flush=True)


def attempt(what, call, *arguments):
    """For a call that must fail."""
    try:
        escaped(f"{what} gave {call(*arguments)!r}")
    except (OSError, ValueError, RuntimeError, AttributeError, ImportError) as error:
        contained(f"{what}: {error!r}")


def finish():
    sys.stdout.flush()
    os._exit(99 if escapes else 0)
