// SPDX-License-Identifier: GPL-3.0-or-later
// Sample conversations of interactive and multi-pass problems, for people.
#pragma once

#include "core/model/problem.h"

#include <QString>

namespace assay::core {

/// To stand behind the statement: what programs read and write, line by line; empty when there is none. What the problem's
/// test cases hold stays out of it. Files that cannot be read are left out. Source: problem package format 2025-09,
/// "Samples for interactive and multi-pass problems".
[[nodiscard]] QString conversationsHtml(const Problem &problem);

} // namespace assay::core
