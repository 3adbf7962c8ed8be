// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of what secrets look like, and of counting who guesses.
#include "core/secrets/recent_failures.h"
#include "core/secrets/secrets.h"
#include "tests/unit/store/store_fixture.h"

#include <QRegularExpression>
#include <QSet>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passwords_areLongAndOfTheirOwn();
    void password_isRecognizedAsItIsTyped();
    void password_hash_isArgon2idWithItsOwnSalt();
    void password_damagedHash_isNobodys();
    void tokens_haveManyBits();
    void failures_areCountedByKeyAndInAll();
};

void TestSecrets::passwords_areLongAndOfTheirOwn()
{
    QSet<QString> seen;
    for (int i = 0; i < 200; ++i) {
        const QString password = makePassword();
        QVERIFY(QRegularExpression(u"^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$"_s).match(password).hasMatch());
        seen.insert(password);
    }
    QCOMPARE(seen.size(), 200);
}

void TestSecrets::password_isRecognizedAsItIsTyped()
{
    const QString hash = test::expect(passwordHash(u"0K7QM-2XHD3-AAAAA-11111"_s));
    QVERIFY(isPassword(u"0K7QM-2XHD3-AAAAA-11111"_s, hash));
    QVERIFY(isPassword(u" ok7qm 2xhd3 aaaaa iilLl "_s, hash));
    QVERIFY(!isPassword(u"0K7QM-2XHD3-AAAAA-11112"_s, hash));
    QVERIFY(!isPassword(u"0K7QM-2XHD3-AAAAA"_s, hash));
    QVERIFY(!isPassword({}, hash));
    QVERIFY(!isPassword(u"not a password at all"_s, hash));
}

void TestSecrets::password_hash_isArgon2idWithItsOwnSalt()
{
    const QString password = makePassword();
    const QString hash = test::expect(passwordHash(password));
    QVERIFY2(hash.startsWith(u"$argon2id$v=19$m=65536,t=2,p=1$"), qPrintable(hash));
    QVERIFY(test::expect(passwordHash(password)) != hash);
    QVERIFY(!hash.contains(password));
}

void TestSecrets::password_damagedHash_isNobodys()
{
    const QString password = makePassword();
    QVERIFY(!isPassword(password, {}));
    QVERIFY(!isPassword(password, u"$argon2id$"_s));
    // What is no password hashes to something, too; nobody comes in by it.
    QVERIFY(!isPassword(u"?"_s, test::expect(passwordHash(u"?"_s))));
}

void TestSecrets::tokens_haveManyBits()
{
    QSet<QString> seen;
    for (int i = 0; i < 1000; ++i) {
        const QString token = makeTokenSecret();
        QVERIFY(QRegularExpression(u"^assay_[A-Za-z0-9_-]{43}$"_s).match(token).hasMatch());
        seen.insert(token);
    }
    QCOMPARE(seen.size(), 1000);
    QVERIFY(secretHash("a", u"x"_s) != secretHash("b", u"x"_s));
}

void TestSecrets::failures_areCountedByKeyAndInAll()
{
    test::FakeClock clock;
    RecentFailures failures(clock, {.ofOne = 2, .inAll = 4, .within = Microseconds{60'000'000}});
    failures.add(u"a"_s);
    QVERIFY(!failures.tooMany(u"a"_s));
    failures.add(u"a"_s);
    QVERIFY(failures.tooMany(u"a"_s) && !failures.tooMany(u"b"_s));
    clock.time += Milliseconds{30'000};
    failures.add(u"b"_s);
    failures.add(u"c"_s);
    QVERIFY(failures.tooMany(u"d"_s));
    clock.time += Milliseconds{30'001};
    QVERIFY(!failures.tooMany(u"a"_s) && !failures.tooMany(u"d"_s));
    clock.time += Milliseconds{30'001};
    failures.add(u"a"_s);
    QVERIFY(!failures.tooMany(u"a"_s));
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
