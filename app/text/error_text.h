// SPDX-License-Identifier: GPL-3.0-or-later
// The words for an Error, in the one place where the desktop has them.
#pragma once

#include "base/result.h"

#include <QString>

namespace assay::app {

/// What happened and what to do, in one sentence for people.
[[nodiscard]] QString errorText(const Error &error);

/// What the engine said about it, for the "Details" part of a message; may be empty.
[[nodiscard]] QString errorDetails(const Error &error);

/// Both, a line each.
[[nodiscard]] QString errorWithDetails(const Error &error);

} // namespace assay::app
