# Wrong: asks once more when it has found it.
# SPDX-License-Identifier: GPL-3.0-or-later
low, high = 1, int(input())
answer = ""
while answer != "found":
    shelf = (low + high) // 2
    print(shelf, flush=True)
    answer = input()
    low, high = (low, shelf - 1) if answer == "front" else (shelf + 1, high)
print(1, flush=True)
