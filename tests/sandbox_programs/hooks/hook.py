# SPDX-License-Identifier: GPL-3.0-or-later
# Goes by many names. While a submission is compiled its folder is still writable; when it runs, it is not.
import os

if os.access("/box/src", os.W_OK):
    print("ESCAPED it runs while it is compiled", flush=True)
    os._exit(99)
