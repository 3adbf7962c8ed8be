// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts, their tokens and the audit log in the database.
#pragma once

#include "core/model/account.h"
#include "core/store/database.h"

#include <QList>

namespace assay::core {

/// An account with what is kept of its password.
struct AccountRecord {
    Account account;
    QString passwordHash;
};

/// Errors: InvalidArgument when the name is taken, Store.
[[nodiscard]] Result<void> insertAccount(Database &database, const AccountRecord &record);
[[nodiscard]] Result<QList<Account>> loadAccounts(Database &database); ///< By name.
[[nodiscard]] Result<AccountRecord> loadAccount(Database &database, AccountId id); ///< Errors: NotFound.
[[nodiscard]] Result<AccountRecord> loadAccountByName(Database &database, const QString &name); ///< Errors: NotFound.
[[nodiscard]] Result<void> storeAccount(Database &database, const AccountRecord &record);

[[nodiscard]] Result<void> insertToken(Database &database, const Token &token, const QString &hash);
[[nodiscard]] Result<Token> loadTokenByHash(Database &database, const QString &hash); ///< Errors: NotFound.
[[nodiscard]] Result<QList<Token>> loadTokens(Database &database, AccountId account); ///< Newest first.
/// Those that are not revoked yet. Return how many.
[[nodiscard]] Result<int> revokeToken(Database &database, TokenId id, Timestamp now);
[[nodiscard]] Result<int> revokeFamily(Database &database, TokenId family, Timestamp now);
[[nodiscard]] Result<int> revokeTokensOf(Database &database, AccountId account, Timestamp now);
[[nodiscard]] Result<int> deleteTokens(Database &database, Timestamp expiredBefore);

[[nodiscard]] Result<void> insertAuditEntry(Database &database, const AuditEntry &entry);
[[nodiscard]] Result<QList<AuditEntry>> loadAuditEntries(Database &database, int limit); ///< Newest first.
[[nodiscard]] Result<int> deleteAuditEntries(Database &database, Timestamp before);

} // namespace assay::core
