# Wrong answer: believes that only the leftmost and the rightmost courier matter.
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

_, *numbers = map(int, sys.stdin.buffer.read().split())
couriers = sorted(zip(numbers[0::2], numbers[1::2]))
(left, slow), (right, fast) = couriers[0], couriers[-1]
print((right - left) / (slow + fast))
