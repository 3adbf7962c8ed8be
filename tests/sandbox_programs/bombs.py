# SPDX-License-Identifier: GPL-3.0-or-later
# Takes what it may not have, or does not end, in ways that a Python program has.
import atexit
import os
import re
import signal
import sys
import threading
import time
import zlib

from attack import contained, escaped, finish

what = sys.stdin.read()


def memory(take, pieces):
    kept = []
    for piece in range(pieces):
        try:
            kept.append(take(piece))
        except MemoryError:
            contained(f"no memory after {piece} pieces")
            return
    escaped(f"all {pieces} pieces of memory")


def never(*_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


class Lingering:
    def __del__(self):
        never()


if what == "bytes":
    memory(lambda _: bytearray(b"x") * (8 << 20), 64)
elif what == "lists":
    memory(lambda _: list(range(200000)), 128)
elif what == "inflate":
    packed = zlib.compress(bytes(64 << 20), 9)
    memory(lambda _: zlib.decompress(packed), 8)
elif what == "big_number":
    print(len(str(9 ** 9 ** 9)))
elif what == "regular_expression":
    re.match(r"(a+)+$", "a" * 64 + "b")
elif what == "recursion":
    sys.setrecursionlimit(1 << 30)
    f = lambda depth: f(depth + 1) + 1
    f(0)
elif what == "except_all":
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    never()
elif what == "at_exit":
    atexit.register(never)
    sys.exit(0)
elif what == "finaliser":
    kept = Lingering()
    sys.exit(0)
elif what == "thread_at_exit":
    threading.Thread(target=time.sleep, args=(1000,)).start()
    sys.exit(0)
elif what == "fork":
    while True:
        try:
            os.fork()
        except OSError:
            pass
elif what == "threads":
    count = 0
    try:
        while count < 1000:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
            count += 1
        escaped(f"{count} threads")
    except RuntimeError as error:
        contained(f"after {count} threads: {error}")
    finish()
elif what == "output":
    while True:
        print("x" * 10000)
elif what == "daemon":
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            never()
        os._exit(0)
    contained("the daemon is nobody's")
    finish()
finish()
