// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of accounts, tokens and the audit log over a real store.
#include "core/accounts/account_service.h"
#include "core/accounts/audited_reads.h"
#include "core/secrets/secrets.h"
#include "tests/unit/sessions/folder_search.h"
#include "tests/unit/store/store_fixture.h"

#include <algorithm>

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct AccountFixture {
    StoreFixture files;
    std::unique_ptr<Store> store = files.open();
    AccountService service{*store, files.clock};
    NewAccount host = expect(service.create(u"Ada"_s, AccountRole::Host));

    [[nodiscard]] QList<AuditAction> actions() const
    {
        QList<AuditAction> all;
        for (const AuditEntry &entry : expect(store->audit(100)))
            all.prepend(entry.action);
        return all;
    }
    [[nodiscard]] LoggedIn logIn() { return expect(service.logIn(u"Ada"_s, host.password)); }
};

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scopes_ofRoles_areSubsets();
    void create_namesAreUnique();
    void logIn_wrongNameOrPassword_saysTheSame();
    void logIn_manyFailures_areThrottled();
    void access_isGoodForAWhile();
    void access_followsItsAccount();
    void refresh_givesAnotherPairOnce();
    void refresh_stolen_endsTheWholeLogIn();
    void refresh_doesNotLastForever();
    void refreshToken_letsNobodyIn();
    void logOut_endsTheLogIn();
    void programToken_hasItsScopesAlone();
    void programToken_moreThanItsAccount_isRefused();
    void lastHost_staysIn();
    void newPassword_endsEverything();
    void participantToken_goesWithItsSession();
    void secrets_areNowhere();
    void tick_forgetsWhatIsLongOver();
    void reads_areWrittenDown();
};

void TestAccounts::scopes_ofRoles_areSubsets()
{
    QVERIFY(scopesOf(AccountRole::Host) == Scopes::all());
    QVERIFY(scopesOf(AccountRole::Host).contains(scopesOf(AccountRole::Interviewer)));
    QVERIFY(scopesOf(AccountRole::Interviewer).contains(scopesOf(AccountRole::Observer)));
    QVERIFY(!scopesOf(AccountRole::Observer).contains(Scope::TestsRead));
    QVERIFY(!scopesOf(AccountRole::Interviewer).contains(Scope::AccountsWrite));
    QVERIFY(expect(scopesFromText(scopesToText(Scopes::all()))) == Scopes::all());
    QVERIFY(expect(scopesFromText({})).isEmpty());
    QCOMPARE(errorOf(scopesFromText(u"sessions:read everything"_s)), Errc::InvalidArgument);
}

void TestAccounts::create_namesAreUnique()
{
    AccountFixture fixture;
    QCOMPARE(errorOf(fixture.service.create(u" aDa "_s, AccountRole::Observer)), Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.create(u"  "_s, AccountRole::Observer)), Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.create(QString(101, u'x'), AccountRole::Observer)), Errc::InvalidArgument);
    QCOMPARE(expect(fixture.service.create(u"Grace  Hopper"_s, AccountRole::Observer)).account.name, u"Grace Hopper"_s);
    QCOMPARE(expect(fixture.store->accounts()).size(), 2);
    QCOMPARE(fixture.actions(), (QList{AuditAction::AccountCreated, AuditAction::AccountCreated}));
}

void TestAccounts::logIn_wrongNameOrPassword_saysTheSame()
{
    AccountFixture fixture;
    const auto wrongPassword = fixture.service.logIn(u"Ada"_s, makePassword());
    const auto wrongName = fixture.service.logIn(u"secret-typed-into-the-wrong-field"_s, fixture.host.password);
    QCOMPARE(errorOf(wrongPassword), Errc::Permission);
    QVERIFY(wrongPassword.error() == wrongName.error());
    QVERIFY(filesHolding(fixture.files.folder.path(), {"secret-typed"}).isEmpty());
    QCOMPARE(fixture.logIn().account.id, fixture.host.account.id);
    QCOMPARE(expect(fixture.service.logIn(u" ADA "_s, fixture.host.password.toLower())).account.name, u"Ada"_s);
    QCOMPARE(fixture.actions().mid(1),
             (QList{AuditAction::LogInFailed, AuditAction::LogInFailed, AuditAction::LoggedIn, AuditAction::LoggedIn}));
}

void TestAccounts::logIn_manyFailures_areThrottled()
{
    AccountFixture fixture;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(errorOf(fixture.service.logIn(u"Ada"_s, {})), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.logIn(u"ada"_s, fixture.host.password)), Errc::RateLimited);
    QCOMPARE(errorOf(fixture.service.logIn(u"somebody else"_s, {})), Errc::Permission);
    fixture.files.clock.time += 61s;
    QVERIFY(fixture.service.logIn(u"Ada"_s, fixture.host.password));
}

void TestAccounts::access_isGoodForAWhile()
{
    AccountFixture fixture;
    const LoggedIn in = fixture.logIn();
    const Principal who = expect(fixture.service.authenticate(in.access.secret));
    QVERIFY(who.account == fixture.host.account.id && !who.participant);
    QVERIFY(who.scopes == Scopes::all());
    QCOMPARE(errorOf(fixture.service.authenticate(in.access.secret + u'x')), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.authenticate({})), Errc::Permission);
    fixture.files.clock.time += kAccessLifetime;
    QCOMPARE(errorOf(fixture.service.authenticate(in.access.secret)), Errc::Permission);
}

void TestAccounts::access_followsItsAccount()
{
    AccountFixture fixture;
    const NewAccount other = expect(fixture.service.create(u"Grace"_s, AccountRole::Host));
    const IssuedToken token =
        expect(fixture.service.issue({.account = other.account.id, .scopes = Scopes::all(), .label = u"script"_s}));
    QVERIFY(expect(fixture.service.authenticate(token.secret)).scopes == Scopes::all());
    expect(fixture.service.setRole(other.account.id, AccountRole::Observer)); // ends what there is
    QCOMPARE(errorOf(fixture.service.authenticate(token.secret)), Errc::Permission);
    const LoggedIn in = expect(fixture.service.logIn(u"Grace"_s, other.password));
    QVERIFY(expect(fixture.service.authenticate(in.access.secret)).scopes == scopesOf(AccountRole::Observer));
    expect(fixture.service.setDisabled(other.account.id, true));
    QCOMPARE(errorOf(fixture.service.authenticate(in.access.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.logIn(u"Grace"_s, other.password)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.refresh(in.refresh.secret)), Errc::Permission);
}

void TestAccounts::refresh_givesAnotherPairOnce()
{
    AccountFixture fixture;
    const LoggedIn first = fixture.logIn();
    fixture.files.clock.time += 10min;
    const LoggedIn second = expect(fixture.service.refresh(first.refresh.secret));
    QVERIFY(second.access.secret != first.access.secret && second.refresh.secret != first.refresh.secret);
    QVERIFY(fixture.service.authenticate(first.access.secret)); // for as long as it would have been
    fixture.files.clock.time += 10min;
    QCOMPARE(errorOf(fixture.service.authenticate(first.access.secret)), Errc::Permission);
    QVERIFY(fixture.service.authenticate(second.access.secret));
}

void TestAccounts::refresh_stolen_endsTheWholeLogIn()
{
    AccountFixture fixture;
    const LoggedIn other = fixture.logIn();
    const LoggedIn first = fixture.logIn();
    const LoggedIn second = expect(fixture.service.refresh(first.refresh.secret));
    QCOMPARE(errorOf(fixture.service.refresh(first.refresh.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.authenticate(second.access.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.refresh(second.refresh.secret)), Errc::Permission);
    QVERIFY(fixture.service.authenticate(other.access.secret));
    QVERIFY(fixture.actions().contains(AuditAction::TokenStolen));
}

void TestAccounts::refresh_doesNotLastForever()
{
    AccountFixture fixture;
    LoggedIn in = fixture.logIn();
    for (int day = 0; day < 6; ++day) {
        fixture.files.clock.time += 24h;
        in = expect(fixture.service.refresh(in.refresh.secret));
    }
    fixture.files.clock.time += 24h;
    QCOMPARE(errorOf(fixture.service.refresh(in.refresh.secret)), Errc::Permission);
}

void TestAccounts::refreshToken_letsNobodyIn()
{
    AccountFixture fixture;
    const LoggedIn in = fixture.logIn();
    QCOMPARE(errorOf(fixture.service.authenticate(in.refresh.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.refresh(in.access.secret)), Errc::Permission);
}

void TestAccounts::logOut_endsTheLogIn()
{
    AccountFixture fixture;
    const LoggedIn first = fixture.logIn();
    const LoggedIn second = expect(fixture.service.refresh(first.refresh.secret));
    expect(fixture.service.logOut(second.access.secret));
    QCOMPARE(errorOf(fixture.service.authenticate(first.access.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.refresh(second.refresh.secret)), Errc::Permission);
    expect(fixture.service.logOut(u"assay_nothing"_s));
}

void TestAccounts::programToken_hasItsScopesAlone()
{
    AccountFixture fixture;
    const IssuedToken token = expect(fixture.service.issue({.account = fixture.host.account.id,
                                                            .scopes = {Scope::SubmissionsWrite, Scope::EngineRead},
                                                            .lifetime = 24h,
                                                            .label = u"  judge\nscript "_s}));
    QCOMPARE(token.token.label, u"judge script"_s);
    const Principal who = expect(fixture.service.authenticate(token.secret));
    QVERIFY(who.scopes == (Scopes{Scope::SubmissionsWrite, Scope::EngineRead}));
    QCOMPARE(expect(fixture.store->tokensOf(fixture.host.account.id)).size(), 1);
    QVERIFY(expect(fixture.service.revoke(token.token.id)));
    QVERIFY(!expect(fixture.service.revoke(token.token.id)));
    QCOMPARE(errorOf(fixture.service.authenticate(token.secret)), Errc::Permission);
}

void TestAccounts::programToken_moreThanItsAccount_isRefused()
{
    AccountFixture fixture;
    const AccountId observer = expect(fixture.service.create(u"Eve"_s, AccountRole::Observer)).account.id;
    QCOMPARE(errorOf(fixture.service.issue({.account = observer, .scopes = {Scope::TestsRead}})),
             Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.issue({.account = observer, .scopes = {}})), Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.issue(
                 {.account = observer, .scopes = {Scope::EngineRead}, .lifetime = kLongestToken + 1ms})),
             Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.issue({.account = AccountId::make(), .scopes = {Scope::EngineRead}})),
             Errc::NotFound);
}

void TestAccounts::lastHost_staysIn()
{
    AccountFixture fixture;
    const AccountId ada = fixture.host.account.id;
    QCOMPARE(errorOf(fixture.service.setDisabled(ada, true)), Errc::InvalidArgument);
    QCOMPARE(errorOf(fixture.service.setRole(ada, AccountRole::Interviewer)), Errc::InvalidArgument);
    const AccountId grace = expect(fixture.service.create(u"Grace"_s, AccountRole::Host)).account.id;
    expect(fixture.service.setDisabled(ada, true));
    QCOMPARE(errorOf(fixture.service.setDisabled(grace, true)), Errc::InvalidArgument);
    expect(fixture.service.setDisabled(ada, false, grace));
    QCOMPARE(expect(fixture.store->audit(1)).first().actor, grace);
    QCOMPARE(errorOf(fixture.service.setDisabled(AccountId::make(), true)), Errc::NotFound);
}

void TestAccounts::newPassword_endsEverything()
{
    AccountFixture fixture;
    const LoggedIn in = fixture.logIn();
    const QString password = expect(fixture.service.resetPassword(fixture.host.account.id));
    QCOMPARE(errorOf(fixture.service.authenticate(in.access.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.refresh(in.refresh.secret)), Errc::Permission);
    QCOMPARE(errorOf(fixture.service.logIn(u"Ada"_s, fixture.host.password)), Errc::Permission);
    QVERIFY(fixture.service.logIn(u"Ada"_s, password));
}

void TestAccounts::participantToken_goesWithItsSession()
{
    AccountFixture fixture;
    Session session;
    session.id = SessionId::make();
    session.created = fixture.files.clock.time;
    session.participants = {{.id = ParticipantId::make(), .name = u"Kim"_s}};
    const ParticipantId kim = session.participants.first().id;
    expect(fixture.store->addSession(session));
    const IssuedToken token = expect(fixture.service.issueFor(kim, session.id, fixture.files.clock.time + 2h));
    const Principal who = expect(fixture.service.authenticate(token.secret));
    QVERIFY(who.participant == kim && !who.account && who.scopes.isEmpty());
    expect(fixture.store->purgeSession(session.id, [](const Session &now) -> Result<Session> { return now; }));
    QCOMPARE(errorOf(fixture.service.authenticate(token.secret)), Errc::Permission);
    const QList<QByteArray> traces{kim.toText().c_str()};
    QCOMPARE(filesHolding(fixture.files.folder.path(), traces) + tablesHolding(fixture.files.address(), traces),
             QStringList());
}

void TestAccounts::secrets_areNowhere()
{
    AccountFixture fixture;
    const LoggedIn in = fixture.logIn();
    const QString squeezed = QString(fixture.host.password).remove(u'-');
    const QList<QByteArray> secrets{fixture.host.password.toUtf8(), squeezed.toUtf8(), in.access.secret.toUtf8(),
                                    in.refresh.secret.toUtf8()};
    QCOMPARE(filesHolding(fixture.files.folder.path(), secrets) + tablesHolding(fixture.files.address(), secrets),
             QStringList());
}

void TestAccounts::tick_forgetsWhatIsLongOver()
{
    AccountFixture fixture;
    (void)fixture.logIn();
    QCOMPARE(expect(fixture.store->tokensOf(fixture.host.account.id)).size(), 2);
    fixture.files.clock.time += 15 * 24h;
    fixture.service.tick();
    QCOMPARE(expect(fixture.store->tokensOf(fixture.host.account.id)).size(), 0);
    QCOMPARE(fixture.actions().size(), 2);
    fixture.files.clock.time += kAuditKept;
    fixture.service.tick();
    QCOMPARE(fixture.actions().size(), 0);
}

void TestAccounts::reads_areWrittenDown()
{
    AccountFixture fixture;
    ProblemLibrary problems(*fixture.store);
    const auto problem = expect(problems.open(ASSAY_SOURCE_DIR "/resources/problems/warmup")).problem;
    const AuditedReads reads(*fixture.store, problems, fixture.files.clock);
    const auto secret = std::ranges::find(problem.cases, CaseKind::Secret, &TestCase::kind);
    const auto sample = std::ranges::find(problem.cases, CaseKind::Sample, &TestCase::kind);
    QVERIFY(secret != problem.cases.end() && sample != problem.cases.end());
    QVERIFY(!expect(reads.test(problem.id, sample->name)).input.isEmpty());
    QCOMPARE(fixture.actions().size(), 1); // the account's
    QVERIFY(!expect(reads.test(problem.id, secret->name, fixture.host.account.id)).answer.isEmpty());
    QCOMPARE(errorOf(reads.test(problem.id, u"secret/none"_s)), Errc::NotFound);
    const AuditEntry opened = expect(fixture.store->audit(1)).first();
    QCOMPARE(opened.action, AuditAction::TestOpened);
    QCOMPARE(opened.actor, fixture.host.account.id);
    QCOMPARE(opened.object, QString::fromStdString(problem.id.toText()) + u' ' + secret->name);

    const Entry own = add(*fixture.store);
    QVERIFY(reads.submission(own.submission.id));
    QCOMPARE(fixture.actions().size(), 2);
    Session session;
    session.id = SessionId::make();
    session.participants = {{.id = ParticipantId::make(), .name = u"Kim"_s}};
    expect(fixture.store->addSession(session));
    Entry theirs = makeEntry();
    theirs.submission.participant = session.participants.first().id;
    expect(fixture.store->addSubmission(theirs.submission, theirs.judgement));
    QVERIFY(expect(reads.submission(theirs.submission.id)).submission == theirs.submission);
    const AuditEntry read = expect(fixture.store->audit(1)).first();
    QVERIFY(read.action == AuditAction::SubmissionOpened && read.session == session.id && !read.actor);
    expect(reads.events(fixture.host.account.id));
    QCOMPARE(expect(fixture.store->audit(1)).first().action, AuditAction::EventsWatched);
    expect(fixture.store->purgeSession(session.id, [](const Session &now) -> Result<Session> { return now; }));
    for (const AuditEntry &entry : expect(fixture.store->audit(10))) {
        if (entry.session)
            QVERIFY(entry.object.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
