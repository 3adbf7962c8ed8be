// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of a session, as the store and the event log keep it.
#pragma once

#include "base/result.h"
#include "core/model/session.h"

#include <QJsonObject>

namespace assay::core {

[[nodiscard]] QJsonObject toJson(const Session &session);
[[nodiscard]] QJsonObject rulesToJson(const SessionRules &rules);
/// Errors: InvalidData, with the place.
[[nodiscard]] Result<Session> sessionFromJson(const QJsonObject &object, const QString &path = {});

/// As one line of text. Errors: InvalidData.
[[nodiscard]] QString sessionToText(const Session &session);
[[nodiscard]] Result<Session> sessionFromText(const QString &text);
[[nodiscard]] QString sessionRulesToText(const SessionRules &rules);
[[nodiscard]] Result<SessionRules> sessionRulesFromText(const QString &text);

} // namespace assay::core
