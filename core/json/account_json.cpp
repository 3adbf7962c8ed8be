// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of accounts, tokens and the audit log, outwards.
#include "core/json/account_json.h"

#include "core/json/json_values.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::core {

namespace {

template <typename Id>
QJsonValue orNull(const std::optional<Id> &id)
{
    return id ? QJsonValue(textOf(*id)) : QJsonValue();
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QJsonArray scopesToJson(Scopes scopes)
{
    QJsonArray names;
    for (const auto &[scope, name] : kScopeNames.rows()) {
        if (scopes.contains(scope))
            names.append(textOf(kScopeNames, scope));
    }
    return names;
}

QJsonObject toJson(const Account &account)
{
    return {
        {"id"_L1, textOf(account.id)},
        {"name"_L1, account.name},
        {"role"_L1, textOf(kAccountRoleNames, account.role)},
        {"created"_L1, timeToText(account.created)},
        {"disabled"_L1, account.disabled},
    };
}

QJsonObject toJson(const Token &token)
{
    return {
        {"id"_L1, textOf(token.id)},
        {"kind"_L1, textOf(kTokenKindNames, token.kind)},
        {"account_id"_L1, orNull(token.account)},
        {"participant_id"_L1, orNull(token.participant)},
        {"scopes"_L1, scopesToJson(token.scopes)},
        {"label"_L1, token.label},
        {"created"_L1, timeToText(token.created)},
        {"expires"_L1, timeToText(token.expires)},
        {"revoked"_L1, timeToJson(token.revoked)},
    };
}

QJsonObject toJson(const AuditEntry &entry)
{
    return {
        {"number"_L1, qint64{entry.number}},      {"time"_L1, timeToText(entry.time)},
        {"account_id"_L1, orNull(entry.actor)},   {"action"_L1, textOf(kAuditActionNames, entry.action)},
        {"session_id"_L1, orNull(entry.session)}, {"object"_L1, entry.object},
    };
}

QByteArray toJsonLine(const Account &account, const QString &password)
{
    QJsonObject object = toJson(account);
    object.insert("password"_L1, password);
    return lineOf(object);
}

QByteArray toJsonLine(const Account &account)
{
    return lineOf(toJson(account));
}

QByteArray toJsonLine(const Token &token, const QString &secret)
{
    QJsonObject object = toJson(token);
    object.insert("secret"_L1, secret);
    return lineOf(object);
}

QByteArray toJsonLine(const Token &token)
{
    return lineOf(toJson(token));
}

QByteArray toJsonLine(const AuditEntry &entry)
{
    return lineOf(toJson(entry));
}

} // namespace assay::core
