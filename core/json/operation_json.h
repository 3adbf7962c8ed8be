// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of operations and their logs.
#pragma once

#include "base/result.h"
#include "core/model/operation.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const Operation &operation);
[[nodiscard]] QJsonObject toJson(const OperationLog &log);
// Errors: InvalidData, with the place.
[[nodiscard]] Result<Operation> operationFromJson(const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<OperationLog> operationLogFromJson(const QJsonObject &object, const QString &path = {});

} // namespace assay::core
