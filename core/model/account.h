// SPDX-License-Identifier: GPL-3.0-or-later
// Account: somebody who uses this engine, what they may do, and what they show who they are by.
#pragma once

#include "base/enum_table.h"
#include "base/result.h"
#include "base/units.h"
#include "core/model/ids.h"

#include <QString>

#include <initializer_list>
#include <optional>

namespace assay::core {

/// What a program or a browser may do.
enum class Scope : std::uint8_t {
    SessionsRead,
    SessionsWrite,
    ProblemsRead,
    ProblemsWrite,
    TestsRead, ///< Hidden tests.
    SubmissionsRead, ///< Of everybody: sources and outputs as well.
    SubmissionsWrite, ///< Handing in, cancelling, rejudging.
    EngineRead, ///< Queue, operations, languages, sandbox.
    EngineWrite,
    TokensWrite, ///< Tokens of its own account.
    AccountsWrite, ///< Accounts, and tokens of others.
    AuditRead,
};

inline constexpr auto kScopeNames = makeEnumTable<Scope>({
    {Scope::SessionsRead, "sessions:read"},
    {Scope::SessionsWrite, "sessions:write"},
    {Scope::ProblemsRead, "problems:read"},
    {Scope::ProblemsWrite, "problems:write"},
    {Scope::TestsRead, "tests:read"},
    {Scope::SubmissionsRead, "submissions:read"},
    {Scope::SubmissionsWrite, "submissions:write"},
    {Scope::EngineRead, "engine:read"},
    {Scope::EngineWrite, "engine:write"},
    {Scope::TokensWrite, "tokens:write"},
    {Scope::AccountsWrite, "accounts:write"},
    {Scope::AuditRead, "audit:read"},
});
static_assert(kScopeNames.isComplete(Scope::AuditRead));

/// A set of them.
class Scopes
{
public:
    constexpr Scopes() = default;
    constexpr Scopes(std::initializer_list<Scope> scopes)
    {
        for (const Scope scope : scopes)
            m_bits |= bit(scope);
    }
    [[nodiscard]] static constexpr Scopes all()
    {
        Scopes scopes;
        for (const auto &[scope, name] : kScopeNames.rows())
            scopes.m_bits |= bit(scope);
        return scopes;
    }

    [[nodiscard]] constexpr bool contains(Scope scope) const { return (m_bits & bit(scope)) != 0; }
    [[nodiscard]] constexpr bool contains(Scopes others) const { return (others.m_bits & ~m_bits) == 0; }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] constexpr Scopes with(Scope scope) const
    {
        Scopes more = *this;
        more.m_bits |= bit(scope);
        return more;
    }
    [[nodiscard]] constexpr Scopes in(Scopes others) const
    {
        Scopes common;
        common.m_bits = m_bits & others.m_bits;
        return common;
    }
    [[nodiscard]] constexpr Scopes without(Scopes others) const
    {
        Scopes left;
        left.m_bits = m_bits & ~others.m_bits;
        return left;
    }
    constexpr bool operator==(const Scopes &) const = default;

private:
    [[nodiscard]] static constexpr std::uint32_t bit(Scope scope) { return 1U << static_cast<unsigned>(scope); }

    std::uint32_t m_bits = 0;
};

/// Their names, with blanks between.
[[nodiscard]] QString scopesToText(Scopes scopes);
/// Errors: InvalidArgument, naming what there is.
[[nodiscard]] Result<Scopes> scopesFromText(const QString &text);

enum class AccountRole : std::uint8_t {
    Host, ///< Everything.
    Interviewer, ///< Sessions, problems and what is handed in; not the engine itself, nor who may use it.
    Observer, ///< Looks, but not at hidden tests.
};

inline constexpr auto kAccountRoleNames = makeEnumTable<AccountRole>({
    {AccountRole::Host, "host"},
    {AccountRole::Interviewer, "interviewer"},
    {AccountRole::Observer, "observer"},
});
static_assert(kAccountRoleNames.isComplete(AccountRole::Observer));

[[nodiscard]] constexpr Scopes scopesOf(AccountRole role)
{
    switch (role) {
    case AccountRole::Host:
        return Scopes::all();
    case AccountRole::Interviewer:
        return Scopes::all().without({Scope::EngineWrite, Scope::AccountsWrite, Scope::AuditRead});
    case AccountRole::Observer:
        return {Scope::SessionsRead, Scope::ProblemsRead, Scope::SubmissionsRead, Scope::EngineRead,
                Scope::TokensWrite};
    }
    return {};
}

struct Account {
    AccountId id;
    QString name; ///< Unique, whatever the case of its letters.
    AccountRole role = AccountRole::Observer;
    Timestamp created{};
    bool disabled = false; ///< Nobody comes in by it.

    bool operator==(const Account &) const = default;
};

enum class TokenKind : std::uint8_t {
    Access, ///< For some minutes.
    Refresh, ///< Gets another pair of access and refresh, once.
    Program, ///< For a program, for as long as was chosen.
};

inline constexpr auto kTokenKindNames = makeEnumTable<TokenKind>({
    {TokenKind::Access, "access"},
    {TokenKind::Refresh, "refresh"},
    {TokenKind::Program, "program"},
});
static_assert(kTokenKindNames.isComplete(TokenKind::Program));

/// What is known of a token; its secret is not. Of an account, or of a participant, who has no scopes.
struct Token {
    TokenId id;
    TokenKind kind = TokenKind::Access;
    std::optional<AccountId> account;
    std::optional<ParticipantId> participant;
    TokenId family; ///< What follows from one log-in: revoked together.
    Scopes scopes;
    QString label; ///< What it is for.
    Timestamp created{};
    Timestamp expires{};
    std::optional<Timestamp> revoked; ///< Also when it was used up.

    bool operator==(const Token &) const = default;
};

/// A token and whose it is.
struct Bearer {
    Token token;
    std::optional<Account> account; ///< Nothing: a participant's.
};

/// Something that somebody did, or looked at, that others may ask about later. Never a secret, nor what anybody wrote.
enum class AuditAction : std::uint8_t {
    AccountCreated,
    AccountChanged,
    LoggedIn,
    LogInFailed,
    TokenIssued,
    TokenRevoked,
    TokenStolen, ///< A refresh token came a second time.
    TestOpened, ///< A hidden one.
    SubmissionOpened, ///< Somebody else's.
    DocumentsOpened, ///< What somebody else types.
    EventsWatched, ///< All of them, as they come.
    WebhookAdded, ///< Somebody elsewhere is told of events.
    WebhookRemoved,
};

inline constexpr auto kAuditActionNames = makeEnumTable<AuditAction>({
    {AuditAction::AccountCreated, "account.created"},
    {AuditAction::AccountChanged, "account.changed"},
    {AuditAction::LoggedIn, "login"},
    {AuditAction::LogInFailed, "login.failed"},
    {AuditAction::TokenIssued, "token.issued"},
    {AuditAction::TokenRevoked, "token.revoked"},
    {AuditAction::TokenStolen, "token.stolen"},
    {AuditAction::TestOpened, "test.opened"},
    {AuditAction::SubmissionOpened, "submission.opened"},
    {AuditAction::DocumentsOpened, "documents.opened"},
    {AuditAction::EventsWatched, "events.watched"},
    {AuditAction::WebhookAdded, "webhook.added"},
    {AuditAction::WebhookRemoved, "webhook.removed"},
});
static_assert(kAuditActionNames.isComplete(AuditAction::WebhookRemoved));

struct AuditEntry {
    std::int64_t number = 0; ///< Rises.
    Timestamp time{};
    std::optional<AccountId> actor; ///< Nothing: whoever sits at the engine's computer, or nobody who is known.
    AuditAction action = AuditAction::LoggedIn;
    std::optional<SessionId> session; ///< When that is purged, `object` is.
    QString object; ///< An id, a test's name, an account's name: see the action.

    bool operator==(const AuditEntry &) const = default;
};

} // namespace assay::core
