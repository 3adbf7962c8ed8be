# Accepted: the exclusive or of all entries; equal ones cancel.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from functools import reduce
from operator import xor

print(reduce(xor, map(int, sys.stdin.read().split()[1:])))
