# Run-time error: walks over the sorted pairs and past the end when the largest tag is the one left.
# SPDX-License-Identifier: GPL-3.0-or-later
n = int(input())
tags = sorted(map(int, input().split()))
i = 0
while tags[i] == tags[i + 1]:
    i += 2
print(tags[i])
