// SPDX-License-Identifier: GPL-3.0-or-later
// AccountService: who may use this engine from elsewhere, and what they show who they are by.
#pragma once

#include "base/clock.h"
#include "core/model/account.h"
#include "core/secrets/recent_failures.h"
#include "core/store/store.h"

#include <mutex>

namespace assay::core {

/// Somebody who showed a good token.
struct Principal {
    std::optional<AccountId> account;
    std::optional<ParticipantId> participant; ///< Of a session; has no scopes: what candidates may do has its own ways.
    Scopes scopes;
    TokenId token;
};

/// A token as whoever it is for gets it: the secret is told once.
struct IssuedToken {
    Token token;
    QString secret;
};

struct LoggedIn {
    Account account;
    IssuedToken access;
    IssuedToken refresh;
};

struct NewAccount {
    Account account;
    QString password; ///< Told once.
};

/// What a program's token is to be.
struct TokenDraft {
    AccountId account;
    Scopes scopes; ///< No more than its account has.
    Milliseconds lifetime{std::chrono::days(90)}; ///< At most kLongestToken.
    QString label;
};

inline constexpr Milliseconds kAccessLifetime = std::chrono::minutes(15);
inline constexpr Milliseconds kRefreshLifetime = std::chrono::days(7);
inline constexpr Milliseconds kLongestToken = std::chrono::days(366);
inline constexpr Milliseconds kAuditKept = std::chrono::days(400);

/// Thread-safe. Calls that take a password hash it, which takes a while. All errors also: Store.
class AccountService
{
public:
    AccountService(Store &store, const Clock &clock);

    /// `by` is who does it; nothing: whoever sits at the engine's computer. Errors: InvalidArgument for a name that is taken,
    /// or none.
    [[nodiscard]] Result<NewAccount> create(const QString &name, AccountRole role, std::optional<AccountId> by = {});
    /// The three below end everything that the account is logged in with. Errors: NotFound; InvalidArgument when nobody would be
    /// left who may do everything.
    [[nodiscard]] Result<QString> resetPassword(AccountId id, std::optional<AccountId> by = {});
    [[nodiscard]] Result<Account> setDisabled(AccountId id, bool disabled, std::optional<AccountId> by = {});
    [[nodiscard]] Result<Account> setRole(AccountId id, AccountRole role, std::optional<AccountId> by = {});

    /// Errors: Permission, whatever is wrong; RateLimited after many failures.
    [[nodiscard]] Result<LoggedIn> logIn(const QString &name, const QString &password);
    /// Errors: Permission. A refresh token that comes a second time was stolen: then all that follows from its log-in ends.
    [[nodiscard]] Result<LoggedIn> refresh(const QString &secret);
    /// Ends all that follows from the same log-in. A token that is good for nothing is no error.
    [[nodiscard]] Result<void> logOut(const QString &secret);

    /// Errors: InvalidArgument for scopes that its account does not have, a lifetime that is too long; NotFound.
    [[nodiscard]] Result<IssuedToken> issue(const TokenDraft &draft, std::optional<AccountId> by = {});
    /// For somebody who joined a session: until then. Errors: Store.
    [[nodiscard]] Result<IssuedToken> issueFor(ParticipantId participant, SessionId session, Timestamp expires);
    /// Returns false when it was good for nothing already.
    [[nodiscard]] Result<bool> revoke(TokenId id, std::optional<AccountId> by = {});

    /// Who shows this secret. Errors: Permission, whatever is wrong with it.
    [[nodiscard]] Result<Principal> authenticate(const QString &secret) const;

    /// Forgets tokens that are long over, and what is older than kAuditKept in the audit log. At most every ten minutes.
    void tick();

private:
    [[nodiscard]] HashedToken makeToken(Token token, QString &secret) const;
    [[nodiscard]] Result<LoggedIn> logInAs(const Account &account, TokenId family, const Token *replaced);
    [[nodiscard]] bool passwordIs(const QString &typed, const QString &hash);
    [[nodiscard]] AuditEntry audited(AuditAction action, std::optional<AccountId> by, const QString &object) const;

    Store &m_store;
    const Clock &m_clock;
    RecentFailures m_failures;
    std::mutex m_hashing; ///< One at a time: each takes 64 MiB.
    QString m_noPassword; ///< A hash that no password has, so that an unknown name takes as long as a known one.
    Timestamp m_forgotten{};
};

} // namespace assay::core
