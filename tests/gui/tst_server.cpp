// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's server: off until it is asked for, reached from where it says, and gone when it is stopped.
#include "app/pages/server_controller.h"
#include "app/pages/server_dialog.h"
#include "tests/gui/desktop.h"
#include "tests/gui/widget_search.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHostInfo>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QToolButton>

using namespace assay;
using namespace assay::app;
using namespace Qt::StringLiterals;
using test::button;
using test::named;
using test::says;

namespace {

constexpr int kAnswer = 30'000;

struct Answer {
    int status = 0; ///< 0: there was none.
    QByteArray body;
};

Answer ask(const QString &url, const QByteArray &body = {},
           const QSslConfiguration &tls = QSslConfiguration::defaultConfiguration())
{
    QNetworkAccessManager manager;
    manager.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request{QUrl(url)};
    request.setSslConfiguration(tls);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(body.isEmpty() ? manager.get(request) : manager.post(request, body));
    if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, kAnswer))
        return {};
    return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), .body = reply->readAll()};
}

} // namespace

class TestServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_desktop.reset(); }
    void off_untilItIsAskedFor();
    void thisComputer_servesAndStops();
    void network_isByHttpsAlone();
    void account_logsIn();
    void portInUse_isToldAndNothingServed();
    void closed_isGone();

private:
    /// With the server's window open, at any port.
    ServerDialog &opened()
    {
        m_desktop->action(ActionId::Server)->trigger();
        ServerDialog *dialog = m_desktop->window->server()->window();
        named<QSpinBox>(*dialog, u"Port"_s)->setValue(0);
        return *dialog;
    }
    [[nodiscard]] QString badge() const
    {
        for (const auto *one : m_desktop->window->findChildren<QToolButton *>()) {
            if (one->isVisible() && one->text().startsWith(u"Server: "))
                return one->text();
        }
        return {};
    }
    void start(ServerDialog &dialog)
    {
        button(dialog, u"Start"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(button(dialog, u"Stop"_s) != nullptr, kAnswer);
    }

    std::unique_ptr<test::Desktop> m_desktop;
};

void TestServer::init()
{
    m_desktop = std::make_unique<test::Desktop>();
    m_desktop->settings = {u"sandbox.least_tier=partial"_s}; // whatever this computer has
    m_desktop->open();
}

void TestServer::off_untilItIsAskedFor()
{
    QCOMPARE(badge(), u"Server: off"_s);
    ServerDialog &dialog = opened();
    QVERIFY(says(dialog, u"nobody can come"_s));
    QVERIFY(!button(dialog, u"Make an account"_s)->isVisible());
    test::savePictures(dialog, u"server-off"_s);
}

void TestServer::thisComputer_servesAndStops()
{
    ServerDialog &dialog = opened();
    start(dialog);
    const QStringList links = m_desktop->window->server()->state().links;
    QCOMPARE(links.size(), 1);
    QVERIFY(links.first().startsWith(u"http://127.0.0.1:"));
    QCOMPARE(named<QLineEdit>(dialog, u"Link"_s)->text(), links.first());
    QCOMPARE(badge(), u"Server: this computer"_s);
    QCOMPARE(ask(links.first() + u"/healthz"_s).body, QByteArray(R"({"status":"ok"})"));
    QVERIFY(ask(links.first() + u"/"_s).body.contains("<title>"));
    named<QToolButton>(dialog, u"Copy "_s + links.first())->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), links.first());
    test::savePictures(dialog, u"server-here"_s);
    button(dialog, u"Stop"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(button(dialog, u"Start"_s) != nullptr, kAnswer);
    QCOMPARE(badge(), u"Server: off"_s);
    QCOMPARE(ask(links.first() + u"/healthz"_s).status, 0);
}

void TestServer::network_isByHttpsAlone()
{
    ServerDialog &dialog = opened();
    for (auto *choice : dialog.findChildren<QRadioButton *>())
        choice->setChecked(choice->text().contains(u"network"));
    start(dialog);
    const ServerState state = m_desktop->window->server()->state();
    QCOMPARE(badge(), u"Server: network"_s);
    for (const QString &link : state.links)
        QVERIFY2(link.startsWith(u"https://"), qPrintable(link));
    QVERIFY(says(dialog, QString(state.fingerprint).replace(u':', u' ')));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(m_desktop->dir.filePath(u"data/tls/certificate.pem"_s)));
    QVERIFY(!tls.caCertificates().isEmpty());
    const QString here = state.links.filter(u"//127.0.0.1:"_s).value(0);
    QCOMPARE(ask(here + u"/healthz"_s, {}, tls).status, 200);
    QCOMPARE(ask(here + u"/healthz"_s).status, 0); // nobody vouches for it
    QCOMPARE(ask(QString(here).replace(u"https"_s, u"http"_s) + u"/healthz"_s).status, 0);
    test::savePictures(dialog, u"server-network"_s);
}

void TestServer::account_logsIn()
{
    ServerDialog &dialog = opened();
    start(dialog);
    auto *name = named<QLineEdit>(dialog, u"Name of the account"_s);
    QVERIFY(!button(dialog, u"Make an account"_s)->isEnabled());
    name->setText(u"  Ada "_s);
    button(dialog, u"Make an account"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(says(dialog, u"Ada logs in with the password "_s), kAnswer);
    test::savePictures(dialog, u"server-account"_s);
    QString password;
    for (const auto *label : dialog.findChildren<QLabel *>()) {
        const auto match = QRegularExpression(u"the password (\\S+)\\. "_s).match(label->text());
        password = match.hasMatch() ? match.captured(1) : password;
    }
    const QString link = m_desktop->window->server()->state().links.first();
    const QByteArray body = R"({"name":"Ada","password":")" + password.toUtf8() + "\"}";
    QCOMPARE(ask(link + u"/api/v1/auth/login"_s, body).status, 200);
    name->setText(u"ada"_s); // is taken
    button(dialog, u"Make an account"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(!says(dialog, u"Ada logs in"_s), kAnswer);
    QVERIFY(button(dialog, u"Make an account"_s)->isEnabled());
}

void TestServer::portInUse_isToldAndNothingServed()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ServerDialog &dialog = opened();
    named<QSpinBox>(dialog, u"Port"_s)->setValue(other.serverPort());
    button(dialog, u"Start"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(says(dialog, QString::number(other.serverPort())), kAnswer);
    QVERIFY(button(dialog, u"Start"_s)->isEnabled());
    QCOMPARE(badge(), u"Server: off"_s);
}

void TestServer::closed_isGone()
{
    ServerDialog &dialog = opened();
    start(dialog);
    const QString link = m_desktop->window->server()->state().links.first();
    m_desktop->close(); // with somebody on the line
    QCOMPARE(ask(link + u"/healthz"_s).status, 0);
}

ASSAY_GUI_TEST_MAIN(TestServer)
#include "tst_server.moc"
