# Accepted: halves what is left.
# SPDX-License-Identifier: GPL-3.0-or-later
low, high = 1, int(input())
answer = ""
while answer != "found":
    shelf = (low + high) // 2
    print(shelf, flush=True)
    answer = input()
    if answer == "front":
        high = shelf - 1
    else:
        low = shelf + 1
