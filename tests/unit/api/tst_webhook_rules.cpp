// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of where webhooks may be, and of how what they are told is signed.
#include "server/webhooks/address_rules.h"
#include "server/webhooks/webhook_message.h"

#include <QTest>

using namespace assay;
using namespace assay::server;
using namespace Qt::StringLiterals;

class TestWebhookRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isPublicAddress_data();
    void isPublicAddress();
    void checkWebhookUrl_data();
    void checkWebhookUrl();
    void signature_isThatOfTheSpecification();
    void secrets_areNotAlike();
};

void TestWebhookRules::isPublicAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");
    for (const char *address : {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "192.167.255.255",
                                "100.63.255.255", "100.128.0.0", "2606:4700:4700::1111", "::ffff:8.8.8.8"})
        QTest::newRow(address) << QString::fromLatin1(address) << true;
    for (const char *address : {"",
                                "0.0.0.0",
                                "0.1.2.3",
                                "127.0.0.1",
                                "127.255.255.255",
                                "10.1.2.3",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.168.1.1",
                                "169.254.169.254",
                                "100.64.0.1",
                                "100.127.255.255",
                                "192.0.0.1",
                                "192.0.2.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "203.0.113.9",
                                "224.0.0.1",
                                "239.255.255.255",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::ffff:127.0.0.1",
                                "::ffff:10.0.0.1",
                                "::127.0.0.1",
                                "64:ff9b::a00:1",
                                "2002:a00:1::",
                                "fc00::1",
                                "fd12::1",
                                "fe80::1",
                                "fe80::1%eth0",
                                "fec0::1",
                                "ff02::1",
                                "2001:db8::1",
                                "2001::1",
                                "100::1"})
        QTest::newRow(*address == '\0' ? "none" : address) << QString::fromLatin1(address) << false;
}

void TestWebhookRules::isPublicAddress()
{
    QFETCH(const QString, address);
    QTEST(server::isPublicAddress(QHostAddress(address)), "isPublic");
}

void TestWebhookRules::checkWebhookUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("isFine");
    QTest::addColumn<bool>("isFinePrivately");
    QTest::newRow("https") << u"https://example.org/a?b=c"_s << true << true;
    QTest::newRow("a port") << u"https://example.org:8443/"_s << true << true;
    QTest::newRow("http") << u"http://example.org/"_s << false << true;
    QTest::newRow("this computer") << u"https://127.0.0.1/"_s << false << true;
    QTest::newRow("this computer as IPv6") << u"https://[::1]/"_s << false << true;
    QTest::newRow("this computer mapped") << u"https://[::ffff:7f00:1]/"_s << false << true;
    QTest::newRow("a cloud's own service") << u"https://169.254.169.254/latest"_s << false << true;
    QTest::newRow("this computer as a number") << u"https://2130706433/"_s << false << true;
    QTest::newRow("nothing") << QString() << false << false;
    QTest::newRow("no host") << u"https:///a"_s << false << false;
    QTest::newRow("another scheme") << u"file:///etc/passwd"_s << false << false;
    QTest::newRow("ftp") << u"ftp://example.org/"_s << false << false;
    QTest::newRow("a password") << u"https://a:b@example.org/"_s << false << false;
    QTest::newRow("a fragment") << u"https://example.org/#a"_s << false << false;
    QTest::newRow("a blank") << u"https://example.org/a b"_s << false << false;
    QTest::newRow("too long") << QString(u"https://example.org/"_s + QString(3000, u'a')) << false << false;
}

void TestWebhookRules::checkWebhookUrl()
{
    QFETCH(const QString, url);
    QTEST(server::checkWebhookUrl(url, false).has_value(), "isFine");
    QTEST(server::checkWebhookUrl(url, true).has_value(), "isFinePrivately");
}

/// The example in the specification's own libraries.
void TestWebhookRules::signature_isThatOfTheSpecification()
{
    QCOMPARE(webhookSignature(u"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"_s, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                              R"({"test": 2432232314})"),
             QByteArray("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
}

void TestWebhookRules::secrets_areNotAlike()
{
    const QString one = makeWebhookSecret();
    QVERIFY(one.startsWith(u"whsec_"));
    QCOMPARE(QByteArray::fromBase64(one.sliced(6).toLatin1()).size(), 32);
    QVERIFY(one != makeWebhookSecret());
}

QTEST_GUILESS_MAIN(TestWebhookRules)
#include "tst_webhook_rules.moc"
