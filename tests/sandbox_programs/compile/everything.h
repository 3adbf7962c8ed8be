// SPDX-License-Identifier: GPL-3.0-or-later
// Stands where the standard library's own header of everything would be looked for.
#pragma once

#include <cstdio>
