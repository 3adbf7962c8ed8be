// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the limits that were enforced: {"cpu_ms": {"value": 2000, "mechanism": "cgroup v2"}, …}.
#pragma once

#include "base/result.h"
#include "core/model/enforced_limit.h"

#include <QJsonObject>
#include <QList>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const QList<EnforcedLimit> &limits);
/// In the order of their names. Errors: InvalidData with the path of the field.
[[nodiscard]] Result<QList<EnforcedLimit>> enforcedLimitsFromJson(const QJsonObject &object, const QString &path = {});

/// The same as text; of no limits the empty text. Errors: InvalidData.
[[nodiscard]] QString limitsToText(const QList<EnforcedLimit> &limits);
[[nodiscard]] Result<QList<EnforcedLimit>> limitsFromText(const QString &text);

} // namespace assay::core
