// SPDX-License-Identifier: GPL-3.0-or-later
// What the first steps of the schema are, up to sessions.
#pragma once

#include "core/store/schema_steps.h"

namespace assay::core {

inline constexpr std::size_t kFirstSchemaSteps = 5;

[[nodiscard]] std::span<const SchemaStep, kFirstSchemaSteps> firstSchemaSteps();

} // namespace assay::core
