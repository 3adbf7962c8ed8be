// SPDX-License-Identifier: GPL-3.0-or-later
// Codes by which people come into a session, once each.
#pragma once

#include <QString>

namespace assay::core {

/// "K7QM-2XHD": eight letters and figures of Crockford's base 32, at random: 40 bits.
[[nodiscard]] QString makeJoinCode();
/// As it was meant: in capitals, without spaces and dashes, O and I and L as 0 and 1. Empty when no code looks like that.
[[nodiscard]] QString normalizedJoinCode(const QString &typed);
/// What is kept of a normalized code: SHA-256, hexadecimal.
[[nodiscard]] QString joinCodeHash(const QString &normalized);

} // namespace assay::core
