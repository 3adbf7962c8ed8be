// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a judgement, its compile result and its cases.
#pragma once

#include "base/result.h"
#include "core/model/judgement.h"

#include <QJsonObject>

namespace assay::core {

/// Null for none.
[[nodiscard]] QJsonValue verdictToJson(const std::optional<Verdict> &verdict);
[[nodiscard]] QJsonObject toJson(const CaseRun &run);
[[nodiscard]] QJsonObject toJson(const CompileResult &compile);
[[nodiscard]] QJsonObject toJson(const Judgement &judgement);

/// Errors of all three: InvalidData with the path of the field.
[[nodiscard]] Result<CaseRun> caseRunFromJson(const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<CompileResult> compileResultFromJson(const QJsonObject &object, const QString &path = {});
[[nodiscard]] Result<Judgement> judgementFromJson(const QJsonObject &object, const QString &path = {});

} // namespace assay::core
