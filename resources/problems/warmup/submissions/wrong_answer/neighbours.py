# Wrong answer: expects the two entries of a coat next to each other.
# SPDX-License-Identifier: GPL-3.0-or-later
n = int(input())
tags = list(map(int, input().split()))
for i in range(0, n - 1, 2):
    if tags[i] != tags[i + 1]:
        print(tags[i])
        break
else:
    print(tags[-1])
