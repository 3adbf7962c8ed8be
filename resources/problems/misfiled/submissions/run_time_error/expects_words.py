# Crashes: takes "found" for a number.
# SPDX-License-Identifier: GPL-3.0-or-later
low, high = 1, int(input())
while True:
    shelf = (low + high) // 2
    print(shelf, flush=True)
    answer = input()
    if answer == "front":
        high = shelf - 1
    elif answer == "back":
        low = shelf + 1
    else:
        print(int(answer))
