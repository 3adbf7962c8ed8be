// SPDX-License-Identifier: GPL-3.0-or-later
// CandidateLobby: where a candidate waits for the session, or begins a time of their own.
#include "app/pages/candidate_lobby.h"

#include "app/text/session_text.h"
#include "app/widgets/empty_state.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace assay::app {

CandidateLobby::CandidateLobby(QWidget *parent)
    : QWidget(parent)
    , m_text(new EmptyState(QStringLiteral("info"), tr("You are in the lobby"), {}, this))
    , m_begin(m_text->addButton(tr("&Begin my time")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    connect(m_begin, &QPushButton::clicked, this, &CandidateLobby::beginRequested);
}

void CandidateLobby::show(const core::Session &session, const core::Participant &candidate)
{
    const bool isOwn = session.ownLength.has_value();
    const bool mayBegin = isOwn && session.state == core::SessionState::Live;
    m_begin->setVisible(mayBegin);
    const QString then = mayBegin ? ownTimeText(session, candidate)
                         : isOwn && session.startsAt
                             ? tr("You may begin when the session does: %1.").arg(timeText(session.startsAt))
                         : isOwn ? tr("You may begin as soon as the host starts the session.")
                                 : tr("The problems appear here as soon as the host begins.");
    m_text->setTexts(mayBegin ? tr("You may begin") : tr("You are in the lobby"),
                     tr("Your clock has not started.") + QLatin1Char(' ') + then);
}

} // namespace assay::app
