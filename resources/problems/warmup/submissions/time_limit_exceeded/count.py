# Time limit exceeded: counts every entry in the whole roll, quadratic.
# SPDX-License-Identifier: GPL-3.0-or-later
n = int(input())
tags = list(map(int, input().split()))
for tag in tags:
    if tags.count(tag) == 1:
        print(tag)
        break
