// SPDX-License-Identifier: GPL-3.0-or-later
// SessionBar: over the candidate's workspace: which session, how it stands, how long it lasts.
#include "app/widgets/session_bar.h"

#include "app/widgets/sign_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace assay::app {

SessionBar::SessionBar(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(this))
    , m_state(new SignLine(tr("State of the session"), this))
    , m_time(new QLabel(this))
{
    setProperty("role", QStringLiteral("bar"));
    m_title->setProperty("role", QStringLiteral("heading"));
    m_time->setAccessibleName(tr("Time left"));
    m_time->setProperty("role", QStringLiteral("heading"));
    auto *notice = new QPushButton(tr("What is &kept…"), this);
    auto *leave = new QPushButton(tr("&Leave…"), this);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(14);
    layout->addWidget(m_title);
    layout->addWidget(m_state, 1, Qt::AlignVCenter);
    layout->addWidget(m_time);
    layout->addWidget(notice);
    layout->addWidget(leave);
    connect(notice, &QPushButton::clicked, this, &SessionBar::noticeRequested);
    connect(leave, &QPushButton::clicked, this, &SessionBar::leaveRequested);
}

void SessionBar::show(const QString &title, const Look &state)
{
    m_title->setText(title);
    m_state->show(state.glyph, state.tone, state.text);
}

void SessionBar::setTime(const QString &text)
{
    m_time->setText(text);
}

QString SessionBar::time() const
{
    return m_time->text();
}

} // namespace assay::app
