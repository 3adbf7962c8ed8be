# Wrong: asks for one shelf after the other.
# SPDX-License-Identifier: GPL-3.0-or-later
n = int(input())
for shelf in range(1, n + 1):
    print(shelf, flush=True)
    if input() == "found":
        break
