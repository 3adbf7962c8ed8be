// SPDX-License-Identifier: GPL-3.0-or-later
// A validator.
#include "talk.h"
int main() { return 42; }
