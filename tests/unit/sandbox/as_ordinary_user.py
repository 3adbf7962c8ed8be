# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test as an ordinary user when root runs the tests: as_ordinary_user.py PROGRAM [ARGUMENT…]. Else exit code 77.

import os
import sys

NOBODY = 65534
SKIPPED = 77


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def main(command):
    if os.geteuid() != 0:
        skip("the tests are an ordinary user's already")
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    if not os.access(command[0], os.X_OK):
        skip("an ordinary user cannot enter the build folder")
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "DBUS_SESSION_BUS_ADDRESS"):
        os.environ.pop(name, None)
    os.chdir("/")
    os.execv(command[0], command)


main(sys.argv[1:])
