// SPDX-License-Identifier: GPL-3.0-or-later
// Times, sizes and dates as people read them, in the user's locale.
#pragma once

#include "base/units.h"

#include <QString>

namespace assay::app {

/// As people write points: no more digits than there are.
[[nodiscard]] QString numberText(double number);
/// "0.4 ms" below ten milliseconds, "123 ms" below a second, then "1.24 s" and "12.3 s".
[[nodiscard]] QString durationText(Microseconds duration);
/// "2 s" or "1.5 s": a limit is exact, so nothing is rounded away.
[[nodiscard]] QString limitText(Milliseconds limit);
/// "3.4 MiB", "256 MiB", "12 KiB"; a dash for 0.
[[nodiscard]] QString sizeText(Bytes size);
/// "10:42:31" for today, "4 May, 10:42" for before.
[[nodiscard]] QString whenText(Timestamp time);
/// Date and time to the millisecond.
[[nodiscard]] QString exactTimeText(Timestamp time);

} // namespace assay::app
