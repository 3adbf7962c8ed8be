# SPDX-License-Identifier: GPL-3.0-or-later
# Import hooks of one's own: they are in nobody's way but one's own.
import builtins
import importlib.abc
import sys


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "judge":
            print("ESCAPED somebody imports judge")
        return None


sys.meta_path.insert(0, Finder())
real = builtins.__import__
builtins.__import__ = lambda *arguments, **named: real(*arguments, **named)
builtins.print, original = (lambda *_: None), print
sys.stdout.write("CONTAINED by itself\n")
sys.stdout.flush()
