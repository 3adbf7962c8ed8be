# SPDX-License-Identifier: GPL-3.0-or-later
# Files that a Python interpreter might take for its own lie beside this program: none may run while it is compiled.
print("CONTAINED nothing ran before")
