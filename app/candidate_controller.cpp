// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateController: lets somebody into a session on this computer, and back into it after a restart.
#include "app/candidate_controller.h"

#include "app/candidate_window.h"
#include "app/drafts/session_drafts.h"
#include "app/engine_host.h"
#include "app/pages/join_dialog.h"
#include "app/text/error_text.h"

#include <QSettings>

#include <algorithm>

namespace assay::app {

namespace {

const QString kSessionKey = QStringLiteral("candidate/session");
const QString kParticipantKey = QStringLiteral("candidate/participant");

/// The end that nobody has to wait for.
bool goesOn(core::SessionState state)
{
    return state == core::SessionState::Live || state == core::SessionState::Paused ||
           state == core::SessionState::Ready || state == core::SessionState::Scheduled ||
           state == core::SessionState::Preparing;
}

QString refusal(const Error &error)
{
    if (error.code == Errc::NotFound)
        return CandidateController::tr(
            "This code is not good: it may be mistyped, used already or replaced by a new one. "
            "Ask the host for another.");
    if (error.code == Errc::RateLimited)
        return CandidateController::tr("Too many codes were wrong. Try again in a minute.");
    if (error.code == Errc::InvalidArgument)
        return CandidateController::tr("This session is over.");
    return errorWithDetails(error);
}

} // namespace

CandidateController::CandidateController(EngineHost &host, QWidget &main, QSettings &settings, const QString &drafts)
    : QObject(&main)
    , m_host(host)
    , m_main(main)
    , m_settings(settings)
    , m_drafts(drafts)
{
}

CandidateController::~CandidateController()
{
    delete m_window;
}

CandidateWindow *CandidateController::window() const
{
    return m_window;
}

JoinDialog *CandidateController::dialog() const
{
    return m_dialog;
}

void CandidateController::start()
{
    connect(&m_host, &EngineHost::eventsArrived, this, [this](const QList<core::Event> &events) {
        for (const core::Event &event : events) {
            const auto *session = std::get_if<core::Session>(&event.data);
            if (session != nullptr && session->state == core::SessionState::Purged)
                removePurged({});
        }
    });
    const auto session = core::SessionId::fromText(m_settings.value(kSessionKey).toString().toStdString());
    const auto participant = core::ParticipantId::fromText(m_settings.value(kParticipantKey).toString().toStdString());
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->store().sessions(); },
        [this, session, participant](const Result<QList<core::Session>> &sessions) {
            if (!sessions)
                return;
            removePurged(*sessions);
            const auto found =
                session && participant ? std::ranges::find(*sessions, *session, &core::Session::id) : sessions->end();
            if (found != sessions->end() && goesOn(found->state))
                open({.session = *found, .participant = *participant});
        });
}

void CandidateController::removePurged(const QList<core::Session> &known)
{
    m_host.background().run(
        this,
        [engine = m_host.engine(), known, drafts = m_drafts]() -> Result<int> {
            return removeDraftsOfPurged(drafts, known.isEmpty() ? TRY(engine->store().sessions()) : known);
        },
        [](const Result<int> &) {});
}

void CandidateController::join()
{
    if (m_window != nullptr)
        return;
    delete m_dialog;
    m_dialog = new JoinDialog(&m_main);
    connect(m_dialog, &JoinDialog::codeEntered, this, &CandidateController::enter);
    m_dialog->open();
}

void CandidateController::enter(const QString &code)
{
    m_host.background().run(
        this, [engine = m_host.engine(), code] { return engine->sessions().joinByCode(code); },
        [this](const Result<core::Joined> &joined) {
            if (joined) {
                if (m_dialog != nullptr)
                    m_dialog->close();
                open(*joined);
            } else if (m_dialog != nullptr) {
                m_dialog->showFailure(refusal(joined.error()));
            }
        });
}

void CandidateController::open(const core::Joined &joined)
{
    m_settings.setValue(kSessionKey, QString::fromStdString(joined.session.id.toText()));
    m_settings.setValue(kParticipantKey, QString::fromStdString(joined.participant.toText()));
    m_settings.sync(); // whatever dies now, they come back
    m_window = new CandidateWindow(m_host, joined, draftFolderOf(m_drafts, joined.session.id, joined.participant));
    connect(m_window, &CandidateWindow::left, this, &CandidateController::left);
    m_window->show();
    m_main.hide();
}

void CandidateController::left()
{
    m_settings.remove(kSessionKey);
    m_settings.remove(kParticipantKey);
    m_main.show();
    m_main.raise();
    connect(m_window, &QObject::destroyed, this, [this] {
        if (m_host.engine() != nullptr)
            removePurged({});
    });
}

void CandidateController::close()
{
    delete m_window;
}

} // namespace assay::app
