// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts, their tokens and the audit log in the database.
#include "core/store/account_store.h"

namespace assay::core {

namespace {

#define ACCOUNT_COLUMNS "id, name, role, created, disabled, password"
#define TOKEN_COLUMNS "id, kind, account, participant, family, scopes, label, created, expires, revoked"

QString nameKey(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

Result<AccountRecord> readAccount(const Rows &row)
{
    return AccountRecord{.account = {.id = TRY(row.id<AccountId>(0)),
                                     .name = row.text(1),
                                     .role = TRY(row.enumValue(2, kAccountRoleNames)),
                                     .created = row.time(3),
                                     .disabled = row.boolean(4)},
                         .passwordHash = row.text(5)};
}

Result<Token> readToken(const Rows &row)
{
    Token token{.id = TRY(row.id<TokenId>(0)),
                .kind = TRY(row.enumValue(1, kTokenKindNames)),
                .account = std::nullopt,
                .participant = std::nullopt,
                .family = TRY(row.id<TokenId>(4)),
                .scopes = TRY(scopesFromText(row.text(5))),
                .label = row.text(6),
                .created = row.time(7),
                .expires = row.time(8),
                .revoked = row.optional(9, [&](int column) { return row.time(column); })};
    if (!row.isNull(2))
        token.account = TRY(row.id<AccountId>(2));
    if (!row.isNull(3))
        token.participant = TRY(row.id<ParticipantId>(3));
    return token;
}

Result<AccountRecord> theAccount(Result<Rows> found, const std::string &what)
{
    auto rows = TRY(std::move(found));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, "no account " + what);
    return readAccount(rows);
}

} // namespace

Result<void> insertAccount(Database &database, const AccountRecord &record)
{
    const Account &account = record.account;
    {
        auto rows = TRY(database.query("SELECT 1 FROM account WHERE name_key = ?", nameKey(account.name)));
        if (TRY(rows.next()))
            return fail(Errc::InvalidArgument, "there is an account '" + account.name.toStdString() + "' already");
    }
    return database.run("INSERT INTO account (" ACCOUNT_COLUMNS ", name_key) VALUES (?, ?, ?, ?, ?, ?, ?)", account.id,
                        account.name, textOf(kAccountRoleNames, account.role), account.created, account.disabled,
                        record.passwordHash, nameKey(account.name));
}

Result<QList<Account>> loadAccounts(Database &database)
{
    auto rows = TRY(database.query("SELECT " ACCOUNT_COLUMNS " FROM account ORDER BY name_key"));
    QList<Account> accounts;
    while (TRY(rows.next()))
        accounts.append(TRY(readAccount(rows)).account);
    return accounts;
}

Result<AccountRecord> loadAccount(Database &database, AccountId id)
{
    return theAccount(database.query("SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?", id), id.toText());
}

Result<AccountRecord> loadAccountByName(Database &database, const QString &name)
{
    return theAccount(database.query("SELECT " ACCOUNT_COLUMNS " FROM account WHERE name_key = ?", nameKey(name)),
                      name.toStdString());
}

Result<void> storeAccount(Database &database, const AccountRecord &record)
{
    return database.run("UPDATE account SET role = ?, disabled = ?, password = ? WHERE id = ?",
                        textOf(kAccountRoleNames, record.account.role), record.account.disabled, record.passwordHash,
                        record.account.id);
}

Result<void> insertToken(Database &database, const Token &token, const QString &hash)
{
    return database.run("INSERT INTO token (hash, " TOKEN_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", hash,
                        token.id, textOf(kTokenKindNames, token.kind), token.account, token.participant, token.family,
                        scopesToText(token.scopes), token.label, token.created, token.expires, token.revoked);
}

Result<Token> loadTokenByHash(Database &database, const QString &hash)
{
    auto rows = TRY(database.query("SELECT " TOKEN_COLUMNS " FROM token WHERE hash = ?", hash));
    if (!TRY(rows.next()))
        return fail(Errc::NotFound, "no such token");
    return readToken(rows);
}

Result<QList<Token>> loadTokens(Database &database, AccountId account)
{
    auto rows = TRY(database.query(
        "SELECT " TOKEN_COLUMNS " FROM token WHERE account = ? ORDER BY created DESC, id DESC", account));
    QList<Token> tokens;
    while (TRY(rows.next()))
        tokens.append(TRY(readToken(rows)));
    return tokens;
}

Result<int> revokeToken(Database &database, TokenId id, Timestamp now)
{
    return database.change("UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL", now, id);
}

Result<int> revokeFamily(Database &database, TokenId family, Timestamp now)
{
    return database.change("UPDATE token SET revoked = ? WHERE family = ? AND revoked IS NULL", now, family);
}

Result<int> revokeTokensOf(Database &database, AccountId account, Timestamp now)
{
    return database.change("UPDATE token SET revoked = ? WHERE account = ? AND revoked IS NULL", now, account);
}

Result<int> deleteTokens(Database &database, Timestamp expiredBefore)
{
    return database.change("DELETE FROM token WHERE expires < ?", expiredBefore);
}

Result<void> insertAuditEntry(Database &database, const AuditEntry &entry)
{
    return database.run("INSERT INTO audit (time, actor, action, session, object) VALUES (?, ?, ?, ?, ?)", entry.time,
                        entry.actor, textOf(kAuditActionNames, entry.action), entry.session, entry.object);
}

Result<QList<AuditEntry>> loadAuditEntries(Database &database, int limit)
{
    auto rows = TRY(database.query(
        "SELECT number, time, actor, action, session, object FROM audit ORDER BY number DESC LIMIT ?", limit));
    QList<AuditEntry> entries;
    while (TRY(rows.next())) {
        AuditEntry entry{.number = rows.integer(0),
                         .time = rows.time(1),
                         .actor = std::nullopt,
                         .action = TRY(rows.enumValue(3, kAuditActionNames)),
                         .session = std::nullopt,
                         .object = rows.text(5)};
        if (!rows.isNull(2))
            entry.actor = TRY(rows.id<AccountId>(2));
        if (!rows.isNull(4))
            entry.session = TRY(rows.id<SessionId>(4));
        entries.append(std::move(entry));
    }
    return entries;
}

Result<int> deleteAuditEntries(Database &database, Timestamp before)
{
    return database.change("DELETE FROM audit WHERE time < ?", before);
}

} // namespace assay::core
