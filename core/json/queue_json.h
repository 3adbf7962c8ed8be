// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the queue's rules.
#pragma once

#include "base/result.h"
#include "core/model/queue.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const QueueRules &rules);
/// Errors: InvalidData, with the place.
[[nodiscard]] Result<QueueRules> queueRulesFromJson(const QJsonObject &object, const QString &path = {});

} // namespace assay::core
