// SPDX-License-Identifier: GPL-3.0-or-later
// How a program of a problem's authors says what it thinks. Source: problem package format, "Reporting a judgement".
#pragma once

namespace assay::core {

inline constexpr int kValidatorAccepts = 42;
inline constexpr int kValidatorRejects = 43;

} // namespace assay::core
