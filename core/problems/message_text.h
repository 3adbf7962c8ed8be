// SPDX-License-Identifier: GPL-3.0-or-later
// How text that others wrote is shown inside a message of one line.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace assay::core {

/// The text in double quotes, control characters and broken UTF-8 as \xNN, cut at 64 bytes.
[[nodiscard]] std::string inQuotes(std::string_view text);

/// Whether all of it is well-formed UTF-8.
[[nodiscard]] bool isUtf8(std::string_view text);

/// InvalidPackage with "<place>: <message>".
[[nodiscard]] std::unexpected<Error> invalidPackage(std::string_view place, std::string_view message);

} // namespace assay::core
