// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of rejudgings.
#pragma once

#include "core/model/rejudging.h"

#include <QJsonObject>

namespace assay::core {

/// With its submissions as outlines, where it has them.
[[nodiscard]] QJsonObject toJson(const Rejudging &rejudging);

} // namespace assay::core
