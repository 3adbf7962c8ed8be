// SPDX-License-Identifier: GPL-3.0-or-later
// The words for operations, in the one place where the desktop has them.
#pragma once

#include "app/text/verdict_text.h"
#include "core/model/operation.h"

namespace assay::app {

[[nodiscard]] Look lookOf(core::OperationState state);
[[nodiscard]] QString typeText(core::OperationType type);
/// "10:42:31  text", with a sign before what went wrong.
[[nodiscard]] QString lineText(const core::OperationLine &line);

} // namespace assay::app
