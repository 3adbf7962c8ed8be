// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as the default output validator reads them from a token.
#pragma once

#include <optional>
#include <string_view>

namespace assay::core {

/// The value of a token that is a number and nothing else: decimal, with or without fraction and exponent, or
/// hexadecimal as in C. Not the words inf and nan, nor what is too large for a double; too small a number is 0.
/// The format's grammar is the decimal one. problemtools and DOMjudge read by scanf, which takes hexadecimal too, and an
/// exponent without digits ("1e", "1e+") for 0; as their behaviour counts, so does this.
[[nodiscard]] std::optional<double> parseFloatToken(std::string_view token);

} // namespace assay::core
