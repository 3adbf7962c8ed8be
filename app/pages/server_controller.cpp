// SPDX-License-Identifier: GPL-3.0-or-later
// ServerController: the server's window, and the badge that says who can reach it.
#include "app/pages/server_controller.h"

#include "app/engine_host.h"
#include "app/pages/server_dialog.h"
#include "app/text/error_text.h"
#include "app/widgets/bring_up.h"

#include <QSettings>
#include <QToolButton>

namespace assay::app {

namespace {

const QString kPort = QStringLiteral("server/port");
const QString kNetwork = QStringLiteral("server/network");

} // namespace

ServerController::ServerController(EngineHost &host, QSettings &settings, bool anyTier, QToolButton &badge,
                                   QWidget *parent)
    : QObject(parent)
    , m_host(host)
    , m_settings(settings)
    , m_anyTier(anyTier)
    , m_badge(badge)
    , m_parent(parent)
    , m_server(host)
{
    connect(&m_server, &ServerHost::changed, this, &ServerController::show);
    connect(&m_server, &ServerHost::failed, this, [this](const Error &error) {
        if (m_window != nullptr)
            m_window->showFailure(errorWithDetails(error));
    });
    connect(&m_badge, &QToolButton::clicked, this, &ServerController::open);
    show();
}

ServerDialog *ServerController::window() const
{
    return m_window;
}

void ServerController::open()
{
    if (m_window == nullptr) {
        m_window = new ServerDialog(m_parent);
        m_window->setWishes(m_settings.value(kNetwork, false).toBool() ? Exposure::Network : Exposure::ThisComputer,
                            m_settings.value(kPort, 8080).toInt());
        connect(m_window, &ServerDialog::startRequested, this, &ServerController::start);
        connect(m_window, &ServerDialog::stopRequested, &m_server, &ServerHost::stop);
        connect(m_window, &ServerDialog::accountRequested, this, &ServerController::makeAccount);
        m_window->showState(m_server.state());
    }
    bringUp(*m_window);
}

void ServerController::start(Exposure exposure, int port)
{
    m_settings.setValue(kNetwork, exposure == Exposure::Network);
    m_settings.setValue(kPort, port);
    m_server.start({.exposure = exposure, .port = static_cast<quint16>(port), .anyTier = m_anyTier});
}

void ServerController::makeAccount(const QString &name)
{
    m_host.background().run(
        this, [engine = m_host.engine(), name] { return engine->accounts().create(name, core::AccountRole::Host); },
        [this](const Result<core::NewAccount> &made) {
            if (m_window == nullptr)
                return;
            if (made)
                m_window->showAccount(made->account.name, made->password);
            else
                m_window->showAccountFailure(errorWithDetails(made.error()));
        });
}

void ServerController::show()
{
    const ServerState &state = m_server.state();
    switch (state.exposure) {
    case Exposure::Nobody:
        m_badge.setText(tr("Server: off"));
        m_badge.setToolTip(tr("Nobody can come with a browser"));
        break;
    case Exposure::ThisComputer:
        m_badge.setText(tr("Server: this computer"));
        m_badge.setToolTip(tr("Reached from this computer alone: %1", "a link").arg(state.links.value(0)));
        break;
    case Exposure::Network:
        m_badge.setText(tr("Server: network"));
        m_badge.setToolTip(tr("Reached from the network: %1", "a link").arg(state.links.value(0)));
        break;
    }
    if (m_window != nullptr)
        m_window->showState(state);
    Q_EMIT linkChanged(state.links.value(0));
}

} // namespace assay::app
