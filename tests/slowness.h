// SPDX-License-Identifier: GPL-3.0-or-later
// How much longer things may take here than on a real processor, for tests that say how long something may take.
#pragma once

#include <cstdlib>

namespace assay {

/// 1, or what ASSAY_TEST_SLOWNESS says: packaging/vm-test sets it, as it emulates the processor.
/// For patience and upper bounds only; what must happen at the earliest does not change.
inline int slowness()
{
    const char *text = std::getenv("ASSAY_TEST_SLOWNESS");
    const int factor = text != nullptr ? std::atoi(text) : 1;
    return factor > 1 ? factor : 1;
}

} // namespace assay
