// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of accounts, tokens and the audit log, outwards.
#pragma once

#include "core/model/account.h"

#include <QJsonArray>
#include <QJsonObject>

namespace assay::core {

/// Names, in the order of the table.
[[nodiscard]] QJsonArray scopesToJson(Scopes scopes);
[[nodiscard]] QJsonObject toJson(const Account &account);
/// Not its secret.
[[nodiscard]] QJsonObject toJson(const Token &token);
[[nodiscard]] QJsonObject toJson(const AuditEntry &entry);
/// One line, with its line break: what programs read that cannot see the classes above.
[[nodiscard]] QByteArray toJsonLine(const Account &account, const QString &password);
[[nodiscard]] QByteArray toJsonLine(const Account &account);
[[nodiscard]] QByteArray toJsonLine(const Token &token, const QString &secret);
[[nodiscard]] QByteArray toJsonLine(const Token &token);
[[nodiscard]] QByteArray toJsonLine(const AuditEntry &entry);

} // namespace assay::core
