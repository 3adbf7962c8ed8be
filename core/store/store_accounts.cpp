// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Store that keeps accounts, tokens and the audit log.
#include "core/store/account_store.h"
#include "core/store/store_private.h"

#include <algorithm>

namespace assay::core {

namespace {

bool mayDoEverything(const Account &account)
{
    return account.role == AccountRole::Host && !account.disabled;
}

} // namespace

Result<void> Store::addAccount(const Account &account, const QString &passwordHash, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        TRY(insertAccount(transaction.database(), {.account = account, .passwordHash = passwordHash}));
        return insertAuditEntry(transaction.database(), audit);
    });
}

Result<QList<Account>> Store::accounts() const
{
    return d->read(loadAccounts);
}

Result<Account> Store::account(AccountId id) const
{
    return d->read([&](Database &database) {
        return loadAccount(database, id).transform([](const AccountRecord &record) { return record.account; });
    });
}

Result<AccountLogIn> Store::accountNamed(const QString &name) const
{
    return d->read([&](Database &database) {
        return loadAccountByName(database, name).transform([](const AccountRecord &record) {
            return AccountLogIn{.account = record.account, .passwordHash = record.passwordHash};
        });
    });
}

Result<Account> Store::changeAccount(AccountId id, const AccountChange &change, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<Account> {
        Database &database = transaction.database();
        AccountRecord record = TRY(loadAccount(database, id));
        const bool wasHost = mayDoEverything(record.account);
        if (change.disabled)
            record.account.disabled = *change.disabled;
        if (change.role)
            record.account.role = *change.role;
        if (change.passwordHash)
            record.passwordHash = *change.passwordHash;
        TRY(storeAccount(database, record));
        // Those who come after are not to find themselves outside.
        if (wasHost && std::ranges::none_of(TRY(loadAccounts(database)), mayDoEverything))
            return fail(Errc::InvalidArgument, "this is the last account that may do everything");
        TRY(revokeTokensOf(database, id, transaction.time()));
        TRY(insertAuditEntry(database, audit));
        return record.account;
    });
}

Result<void> Store::addTokens(const QList<HashedToken> &tokens, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<void> {
        for (const HashedToken &one : tokens)
            TRY(insertToken(transaction.database(), one.token, one.hash));
        return insertAuditEntry(transaction.database(), audit);
    });
}

Result<Bearer> Store::bearer(const QString &hash) const
{
    return d->read([&](Database &database) -> Result<Bearer> {
        Bearer bearer{.token = TRY(loadTokenByHash(database, hash)), .account = std::nullopt};
        if (bearer.token.account)
            bearer.account = TRY(loadAccount(database, *bearer.token.account)).account;
        return bearer;
    });
}

Result<QList<Token>> Store::tokensOf(AccountId account) const
{
    return d->read([&](Database &database) { return loadTokens(database, account); });
}

Result<bool> Store::replaceToken(const Token &used, const QList<HashedToken> &tokens)
{
    return d->write([&](Transaction &transaction) -> Result<bool> {
        Database &database = transaction.database();
        if (TRY(revokeToken(database, used.id, transaction.time())) == 0) {
            // Somebody else has it as well, and which of the two is the thief nobody can tell.
            TRY(revokeFamily(database, used.family, transaction.time()));
            TRY(insertAuditEntry(database, {.time = transaction.time(),
                                            .actor = used.account,
                                            .action = AuditAction::TokenStolen,
                                            .session = std::nullopt,
                                            .object = textOf(used.id)}));
            return false;
        }
        for (const HashedToken &one : tokens)
            TRY(insertToken(database, one.token, one.hash));
        return true;
    });
}

Result<int> Store::revokeTokens(const TokenRevocation &which, const AuditEntry &audit)
{
    return d->write([&](Transaction &transaction) -> Result<int> {
        Database &database = transaction.database();
        const int count = which.family ? TRY(revokeFamily(database, which.id, transaction.time()))
                                       : TRY(revokeToken(database, which.id, transaction.time()));
        if (count > 0)
            TRY(insertAuditEntry(database, audit));
        return count;
    });
}

Result<int> Store::forgetTokens(Timestamp expiredBefore)
{
    return d->write([&](Transaction &transaction) { return deleteTokens(transaction.database(), expiredBefore); });
}

Result<void> Store::appendAudit(const AuditEntry &entry)
{
    return d->write([&](Transaction &transaction) { return insertAuditEntry(transaction.database(), entry); });
}

Result<QList<AuditEntry>> Store::audit(int limit) const
{
    return d->read([&](Database &database) { return loadAuditEntries(database, limit); });
}

Result<int> Store::forgetAudit(Timestamp before)
{
    return d->write([&](Transaction &transaction) { return deleteAuditEntries(transaction.database(), before); });
}

} // namespace assay::core
