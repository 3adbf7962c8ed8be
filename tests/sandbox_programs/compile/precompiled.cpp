// SPDX-License-Identifier: GPL-3.0-or-later
// A precompiled header of its own lies where the system's would be looked for.
#include "bits/stdc++.h"

int main()
{
    std::puts("CONTAINED what was precompiled was not taken");
}
