# SPDX-License-Identifier: GPL-3.0-or-later
# What a Python program reaches the system by: its standard library, and C functions by ctypes.
import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time

from attack import attempt, contained, escaped, finish

libc = ctypes.CDLL(None, use_errno=True)


def by_name(name, *arguments):
    def call():
        result = getattr(libc, name)(*arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result

    attempt(name, call)


def sockets():
    import socket

    attempt("a socket", socket.create_connection, ("127.0.0.1", 80), 1)


def abstract():
    import socket

    peer = socket.socket(socket.AF_UNIX)
    attempt("an abstract name", peer.bind, "\0assay-attack")


def name_service():
    import socket

    attempt("a name", socket.gethostbyname, "example.org")


def shell():
    result = subprocess.run(["/bin/sh", "-c", "id -u; cat /etc/shadow; ls /root /home; mount -t tmpfs x /tmp"],
                            capture_output=True, text=True, check=False)
    if result.stdout.split() != ["1000"]:
        escaped(f"a shell said {result.stdout!r}")
    contained(result.stderr.replace("\n", "; "))


def locks():
    for path in ("/dev/null", sys.executable, os.__file__):
        with open(path, "rb") as file:
            attempt("flock", fcntl.flock, file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            attempt("a record lock", fcntl.lockf, file, fcntl.LOCK_SH | fcntl.LOCK_NB)


def toolchain():
    for path in (sys.executable, os.__file__, ctypes.__file__, os.path.dirname(os.__file__) + "/new.py"):
        attempt("writing to " + path, open, path, "ab")
        attempt("removing " + path, os.remove, path)
    attempt("caching in the library", os.mkdir, os.path.dirname(os.__file__) + "/__pycache__/assay-attack")


def shared_memory():
    from multiprocessing import shared_memory as memory

    block = memory.SharedMemory("assay-attack", create=True, size=4096)
    block.buf[:6] = b"secret"
    contained("shared memory is a file in " + os.path.realpath("/dev/shm"))


def library():
    sys.path.insert(0, "/proc/1/cwd")
    attempt("importing from another's folder", __import__, "assay_attack")
    attempt("loading another's library", ctypes.CDLL, "/proc/1/root/usr/lib/libassay.so")


CALLS = {
    "sockets": sockets,
    "abstract": abstract,
    "name_service": name_service,
    "shell": shell,
    "locks": locks,
    "toolchain": toolchain,
    "shared_memory": shared_memory,
    "library": library,
    "ptrace": lambda: by_name("ptrace", 16, 1, 0, 0),
    "mount": lambda: by_name("mount", b"none", b"/tmp", b"tmpfs", 0, 0),
    "unshare": lambda: by_name("unshare", 0x10000000),
    "keyctl": lambda: libc.syscall(250, 0, -3, 1),
    "shmget": lambda: by_name("shmget", 0x5A5A, 4096, 0o1600),
    "memfd": lambda: attempt("a memfd", os.memfd_create, "assay-attack"),
    "nice": lambda: attempt("nice", os.nice, -5),
    "priority": lambda: attempt("setpriority", os.setpriority, os.PRIO_PROCESS, 0, -20),
    "affinity": lambda: attempt("sched_setaffinity", os.sched_setaffinity, 0, {0}),
    "scheduler": lambda: attempt("sched_setscheduler", os.sched_setscheduler, 0, os.SCHED_FIFO, os.sched_param(1)),
    "fifo": lambda: attempt("mkfifo", os.mkfifo, "/tmp/assay-attack"),
    "chown": lambda: attempt("chown", os.chown, "/tmp", 0, 0),
    "xattr": lambda: attempt("setxattr", os.setxattr, "/tmp", "user.assay-attack", b"secret"),
    "clock": lambda: attempt("clock_settime", time.clock_settime, time.CLOCK_REALTIME, 1.0),
    "terminal": lambda: attempt("a terminal", os.openpty),
    "chroot": lambda: attempt("chroot", os.chroot, "/tmp"),
    "setuid": lambda: attempt("setuid", os.setuid, 0),
    "kill": lambda: contained(f"kill(-1) {'reached nobody' if not reach(-1) else 'gave nothing'}"),
    "pidfd": lambda: attempt("pidfd_send_signal", signal.pidfd_send_signal, os.pidfd_open(os.getpid()), 0),
}


def reach(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


CALLS[sys.stdin.read()]()
finish()
