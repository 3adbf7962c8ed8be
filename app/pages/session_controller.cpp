// SPDX-License-Identifier: GPL-3.0-or-later
// SessionController: opens the windows of sessions, keeps them true and does what is asked for there.
#include "app/pages/session_controller.h"

#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/pages/session_details.h"
#include "app/pages/session_wizard.h"
#include "app/pages/sessions_window.h"
#include "app/refresher.h"
#include "app/text/error_text.h"
#include "app/widgets/bring_up.h"
#include "app/widgets/message_bar.h"

#include <algorithm>

namespace assay::app {

namespace {

constexpr std::chrono::milliseconds kSoon{100};

struct StoredDraft {
    core::Session session;
    QList<core::PreflightLine> preflight;
};

/// Stores it, as a new session when `id` is null, and looks at what it lacks.
Result<StoredDraft> store(core::Engine &engine, core::SessionId id, const core::SessionDraft &draft)
{
    core::SessionService &sessions = engine.sessions();
    if (id.isNull())
        id = TRY(sessions.create(draft));
    else
        TRY(sessions.update(id, draft));
    return StoredDraft{.session = TRY(engine.store().session(id)), .preflight = TRY(sessions.preflight(id))};
}

bool isAboutSessions(const core::Event &event)
{
    return event.type == core::EventType::SessionUpdated;
}

} // namespace

SessionController::SessionController(EngineHost &host, const ProblemsModel &problems, QWidget *parent)
    : QObject(parent)
    , m_host(host)
    , m_problems(problems)
    , m_parent(parent)
    , m_refresher(new Refresher([this] { read(); }, kSoon, this))
{
    connect(&m_host, &EngineHost::eventsArrived, this, [this](const QList<core::Event> &events) {
        for (const core::Event &event : events) {
            if (const auto *session = std::get_if<core::Session>(&event.data))
                Q_EMIT sessionSeen(*session);
        }
        if (m_window != nullptr && std::ranges::any_of(events, isAboutSessions))
            m_refresher->changed();
    });
}

void SessionController::start()
{
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->store().sessions(); },
        [this](const Result<QList<core::Session>> &sessions) {
            for (const core::Session &session : sessions.value_or(QList<core::Session>{}))
                Q_EMIT sessionSeen(session);
        });
}

SessionsWindow *SessionController::window() const
{
    return m_window;
}

SessionWizard *SessionController::wizard() const
{
    return m_wizard;
}

void SessionController::open()
{
    if (m_window == nullptr) {
        m_window = new SessionsWindow(m_parent);
        auto *details = m_window->details();
        connect(m_window, &SessionsWindow::newRequested, this, &SessionController::openWizard);
        connect(details, &SessionDetails::editRequested, this, &SessionController::editChosen);
        connect(details, &SessionDetails::actionRequested, this,
                [this, details](core::SessionAction action) { act(details->session().id, action); });
        connect(details, &SessionDetails::extensionRequested, this, [this, details](Milliseconds by) {
            change([id = details->session().id, by](core::SessionService &all) { return all.extend(id, by); });
        });
        connect(details, &SessionDetails::holdRequested, this, [this, details](bool held) {
            change([id = details->session().id, held](core::SessionService &all) { return all.hold(id, held); });
        });
        connect(details, &SessionDetails::codeRequested, this,
                [this, details](core::ParticipantId who) { makeCode(details->session().id, who); });
        details->setServerLink(m_serverLink);
    }
    m_window->names().fill(m_problems, m_host.engine()->languages().all());
    bringUp(*m_window);
    m_refresher->now();
}

void SessionController::setServerLink(const QString &link)
{
    m_serverLink = link;
    if (m_window != nullptr)
        m_window->details()->setServerLink(link);
}

void SessionController::read()
{
    if (m_window == nullptr) {
        m_refresher->stop();
        return;
    }
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->store().sessions(); },
        [this](const Result<QList<core::Session>> &sessions) {
            m_refresher->ended();
            if (m_window == nullptr)
                return;
            if (sessions)
                m_window->showSessions(*sessions);
            else
                report(sessions.error());
        });
}

void SessionController::report(const Error &error)
{
    const Message message{.kind = Message::Kind::Error, .text = errorText(error), .details = errorDetails(error)};
    if (m_window != nullptr)
        m_window->messages()->show(message);
}

void SessionController::change(std::function<Result<core::Session>(core::SessionService &)> change)
{
    m_host.background().run(
        this, [engine = m_host.engine(), change = std::move(change)] { return change(engine->sessions()); },
        [this](const Result<core::Session> &changed) {
            if (!changed)
                report(changed.error());
            else if (m_window != nullptr)
                m_window->messages()->dismiss();
            m_refresher->now();
        });
}

void SessionController::act(core::SessionId id, core::SessionAction action)
{
    change([id, action](core::SessionService &sessions) { return sessions.act(id, action); });
}

void SessionController::makeCode(core::SessionId id, core::ParticipantId participant)
{
    m_host.background().run(
        this, [engine = m_host.engine(), id, participant] { return engine->sessions().makeCode(id, participant); },
        [this, participant](const Result<QString> &code) {
            if (!code)
                report(code.error());
            else if (m_window != nullptr)
                m_window->details()->showCode(participant, *code);
        });
}

SessionWizard *SessionController::makeWizard()
{
    delete m_wizard;
    m_wizard = new SessionWizard(m_problems, m_host.engine()->languages().all(),
                                 m_window == nullptr ? m_parent : m_window.data());
    connect(m_wizard, &SessionWizard::preflightRequested, this, [this] { storeDraft(false); });
    connect(m_wizard, &SessionWizard::saveRequested, this, [this] { storeDraft(true); });
    connect(m_wizard, &SessionWizard::armRequested, this, &SessionController::arm);
    return m_wizard;
}

void SessionController::openWizard()
{
    makeWizard()->open();
}

void SessionController::editChosen()
{
    SessionWizard *wizard = makeWizard();
    wizard->edit(m_window->details()->session());
    wizard->open();
}

void SessionController::storeDraft(bool thenClose)
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), id = m_wizard->id(), draft = m_wizard->draft()] {
            return store(*engine, id, draft);
        },
        [this, thenClose](const Result<StoredDraft> &stored) {
            if (m_wizard == nullptr)
                return;
            if (!stored) {
                m_wizard->showFailure(errorWithDetails(stored.error()));
                return;
            }
            if (m_window != nullptr)
                m_window->choose(stored->session.id);
            if (thenClose)
                m_wizard->close();
            else
                m_wizard->showPreflight(stored->session, stored->preflight);
            if (thenClose && m_window == nullptr)
                open();
        });
}

void SessionController::arm()
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), id = m_wizard->id()] {
            return engine->sessions().act(id, core::SessionAction::Arm);
        },
        [this](const Result<core::Session> &armed) {
            if (m_wizard == nullptr)
                return;
            if (!armed) {
                m_wizard->showFailure(errorWithDetails(armed.error()));
                return;
            }
            m_wizard->close();
            open();
            m_window->choose(armed->id);
        });
}

} // namespace assay::app
