import sys

from numbers_of import total

print(total(sys.stdin.read().split()[1:]))
