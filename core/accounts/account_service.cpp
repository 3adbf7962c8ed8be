// SPDX-License-Identifier: GPL-3.0-or-later
// AccountService: who may use this engine from elsewhere, and what they show who they are by.
#include "core/accounts/account_service.h"

#include "core/json/text.h"
#include "core/log_categories.h"
#include "core/secrets/secrets.h"

namespace assay::core {

namespace {

constexpr const char *kTokenHash = "assay token";
constexpr RecentFailures::Limits kFailures{.ofOne = 5, .inAll = 60, .within = Microseconds{60'000'000}};
constexpr int kLongestName = 100;
constexpr std::chrono::minutes kForgetEvery{10};

std::unexpected<Error> refused()
{
    return fail(Errc::Permission, "the name or the password is wrong, or the account is disabled");
}

std::unexpected<Error> noGood()
{
    return fail(Errc::Permission, "the token is good for nothing (any more): log in again");
}

Result<QString> checkedName(const QString &name)
{
    const QString simple = name.simplified();
    if (simple.isEmpty() || simple.size() > kLongestName)
        return fail(Errc::InvalidArgument,
                    "an account's name has 1 to " + std::to_string(kLongestName) + " characters");
    return simple;
}

} // namespace

AccountService::AccountService(Store &store, const Clock &clock)
    : m_store(store)
    , m_clock(clock)
    , m_failures(clock, kFailures)
{
}

AuditEntry AccountService::audited(AuditAction action, std::optional<AccountId> by, const QString &object) const
{
    return {.time = m_clock.now(), .actor = by, .action = action, .session = std::nullopt, .object = object};
}

Result<NewAccount> AccountService::create(const QString &name, AccountRole role, std::optional<AccountId> by)
{
    NewAccount made{
        .account = {.id = AccountId::make(), .name = TRY(checkedName(name)), .role = role, .created = m_clock.now()},
        .password = makePassword()};
    const QString hash = TRY(passwordHash(made.password));
    TRY(m_store.addAccount(made.account, hash, audited(AuditAction::AccountCreated, by, textOf(made.account.id))));
    return made;
}

Result<QString> AccountService::resetPassword(AccountId id, std::optional<AccountId> by)
{
    QString password = makePassword();
    const QString hash = TRY(passwordHash(password));
    TRY(m_store.changeAccount(id, {.disabled = {}, .role = {}, .passwordHash = hash},
                              audited(AuditAction::AccountChanged, by, textOf(id))));
    return password;
}

Result<Account> AccountService::setDisabled(AccountId id, bool disabled, std::optional<AccountId> by)
{
    return m_store.changeAccount(id, {.disabled = disabled, .role = {}, .passwordHash = {}},
                                 audited(AuditAction::AccountChanged, by, textOf(id)));
}

Result<Account> AccountService::setRole(AccountId id, AccountRole role, std::optional<AccountId> by)
{
    return m_store.changeAccount(id, {.disabled = {}, .role = role, .passwordHash = {}},
                                 audited(AuditAction::AccountChanged, by, textOf(id)));
}

bool AccountService::passwordIs(const QString &typed, const QString &hash)
{
    const std::scoped_lock lock(m_hashing);
    if (!hash.isEmpty())
        return isPassword(typed, hash);
    if (m_noPassword.isEmpty())
        m_noPassword = passwordHash(makePassword()).value_or(QString());
    (void)isPassword(typed, m_noPassword);
    return false;
}

Result<LoggedIn> AccountService::logIn(const QString &name, const QString &password)
{
    const QString key = name.simplified().toCaseFolded().left(kLongestName);
    if (m_failures.tooMany(key))
        return fail(Errc::RateLimited, "too many failures to log in: try again in a minute");
    const auto known = m_store.accountNamed(name.simplified());
    if (!known && known.error().code != Errc::NotFound)
        return std::unexpected(known.error());
    const bool isRight = passwordIs(password, known ? known->passwordHash : QString());
    if (!isRight || known->account.disabled) {
        m_failures.add(key);
        // Of a name that is unknown nothing is written down: it may be a password that was typed there.
        TRY(m_store.appendAudit(
            audited(AuditAction::LogInFailed, std::nullopt, known ? textOf(known->account.id) : QString())));
        return refused();
    }
    return logInAs(known->account, TokenId::make(), nullptr);
}

HashedToken AccountService::makeToken(Token token, QString &secret) const
{
    secret = makeTokenSecret();
    token.id = TokenId::make();
    token.created = m_clock.now();
    return {.token = std::move(token), .hash = secretHash(kTokenHash, secret)};
}

Result<LoggedIn> AccountService::logInAs(const Account &account, TokenId family, const Token *replaced)
{
    const auto token = [&](TokenKind kind, Milliseconds lifetime) {
        return Token{.id = {},
                     .kind = kind,
                     .account = account.id,
                     .participant = std::nullopt,
                     .family = family,
                     .scopes = kind == TokenKind::Access ? scopesOf(account.role) : Scopes{},
                     .label = {},
                     .created = {},
                     .expires = m_clock.now() + lifetime,
                     .revoked = std::nullopt};
    };
    LoggedIn done{.account = account, .access = {}, .refresh = {}};
    const HashedToken access = makeToken(token(TokenKind::Access, kAccessLifetime), done.access.secret);
    HashedToken refresh = makeToken(token(TokenKind::Refresh, kRefreshLifetime), done.refresh.secret);
    if (replaced != nullptr) { // a log-in lasts so long in all
        refresh.token.expires = replaced->expires;
        if (!TRY(m_store.replaceToken(*replaced, {access, refresh})))
            return noGood();
    } else {
        TRY(m_store.addTokens({access, refresh}, audited(AuditAction::LoggedIn, account.id, textOf(family))));
    }
    done.access.token = access.token;
    done.refresh.token = refresh.token;
    return done;
}

Result<LoggedIn> AccountService::refresh(const QString &secret)
{
    const auto bearer = m_store.bearer(secretHash(kTokenHash, secret));
    if (!bearer && bearer.error().code != Errc::NotFound)
        return std::unexpected(bearer.error());
    if (!bearer || bearer->token.kind != TokenKind::Refresh || bearer->token.expires <= m_clock.now())
        return noGood();
    if (!bearer->account || bearer->account->disabled)
        return noGood();
    return logInAs(*bearer->account, bearer->token.family, &bearer->token);
}

Result<void> AccountService::logOut(const QString &secret)
{
    const auto bearer = m_store.bearer(secretHash(kTokenHash, secret));
    if (!bearer)
        return bearer.error().code == Errc::NotFound ? Result<void>{} : std::unexpected(bearer.error());
    const Token &token = bearer->token;
    TRY(m_store.revokeTokens({.id = token.family, .family = true},
                             audited(AuditAction::TokenRevoked, token.account, textOf(token.family))));
    return {};
}

Result<IssuedToken> AccountService::issue(const TokenDraft &draft, std::optional<AccountId> by)
{
    const Account account = TRY(m_store.account(draft.account));
    if (account.disabled)
        return fail(Errc::InvalidArgument, "the account is disabled");
    if (draft.scopes.isEmpty() || !scopesOf(account.role).contains(draft.scopes))
        return fail(Errc::InvalidArgument, "a token has scopes, and none that its account does not have");
    if (draft.lifetime <= Milliseconds{0} || draft.lifetime > kLongestToken)
        return fail(Errc::InvalidArgument, "a token is good for a year at most");
    IssuedToken issued;
    const HashedToken made = makeToken({.id = {},
                                        .kind = TokenKind::Program,
                                        .account = account.id,
                                        .participant = std::nullopt,
                                        .family = TokenId::make(),
                                        .scopes = draft.scopes,
                                        .label = draft.label.simplified(),
                                        .created = {},
                                        .expires = m_clock.now() + draft.lifetime,
                                        .revoked = std::nullopt},
                                       issued.secret);
    TRY(m_store.addTokens({made}, audited(AuditAction::TokenIssued, by, textOf(made.token.id))));
    issued.token = made.token;
    return issued;
}

Result<IssuedToken> AccountService::issueFor(ParticipantId participant, SessionId session, Timestamp expires)
{
    IssuedToken issued;
    const HashedToken made = makeToken({.id = {},
                                        .kind = TokenKind::Access,
                                        .account = std::nullopt,
                                        .participant = participant,
                                        .family = TokenId::make(),
                                        .scopes = {},
                                        .label = {},
                                        .created = {},
                                        .expires = expires,
                                        .revoked = std::nullopt},
                                       issued.secret);
    AuditEntry audit = audited(AuditAction::TokenIssued, std::nullopt, textOf(participant));
    audit.session = session;
    TRY(m_store.addTokens({made}, audit));
    issued.token = made.token;
    return issued;
}

Result<bool> AccountService::revoke(TokenId id, std::optional<AccountId> by)
{
    return TRY(m_store.revokeTokens({.id = id}, audited(AuditAction::TokenRevoked, by, textOf(id)))) > 0;
}

Result<Principal> AccountService::authenticate(const QString &secret) const
{
    const auto bearer = m_store.bearer(secretHash(kTokenHash, secret));
    if (!bearer && bearer.error().code != Errc::NotFound)
        return std::unexpected(bearer.error());
    if (!bearer)
        return noGood();
    const Token &token = bearer->token;
    if (token.kind == TokenKind::Refresh || token.revoked || token.expires <= m_clock.now())
        return noGood();
    Scopes scopes = token.scopes;
    if (bearer->account) {
        if (bearer->account->disabled)
            return noGood();
        scopes = scopes.in(scopesOf(bearer->account->role));
    }
    return Principal{.account = token.account, .participant = token.participant, .scopes = scopes, .token = token.id};
}

void AccountService::tick()
{
    const Timestamp now = m_clock.now();
    if (now - m_forgotten < kForgetEvery && now >= m_forgotten)
        return;
    m_forgotten = now;
    // A refresh token is remembered for as long as it would be good: it is to be known again when it is stolen.
    Result<void> done = m_store.forgetTokens(now - kRefreshLifetime).transform([](int) {});
    if (done)
        done = m_store.forgetAudit(now - kAuditKept).transform([](int) {});
    if (!done)
        qCWarning(lcEngine, "accounts: %s", done.error().describe().c_str());
}

} // namespace assay::core
