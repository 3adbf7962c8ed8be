// SPDX-License-Identifier: GPL-3.0-or-later
// A validator.
#include "v.h"
int main() { return 42; }
