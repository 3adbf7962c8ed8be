// SPDX-License-Identifier: GPL-3.0-or-later
// EmptyState: what stands where there is nothing yet, and what to do about it.
#include "app/widgets/empty_state.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::app {

EmptyState::EmptyState(const QString &icon, const QString &heading, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_iconName(icon)
    , m_icon(new QLabel(this))
    , m_heading(new QLabel(heading, this))
    , m_text(new QLabel(text, this))
    , m_buttons(new QVBoxLayout)
{
    setProperty("role", QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    m_heading->setProperty("role", QStringLiteral("heading"));
    m_text->setProperty("role", QStringLiteral("muted"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    for (auto *label : {m_icon, m_heading, m_text})
        label->setAlignment(Qt::AlignCenter);
    m_buttons->setSpacing(6);
    m_buttons->setAlignment(Qt::AlignCenter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_heading);
    layout->addWidget(m_text);
    layout->addSpacing(4);
    layout->addLayout(m_buttons);
    layout->addStretch(3);
    applyTheme();
}

void EmptyState::setTexts(const QString &heading, const QString &text)
{
    m_heading->setText(heading);
    m_text->setText(text);
}

QPushButton *EmptyState::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setProperty("primary", m_buttons->isEmpty());
    m_buttons->addWidget(button);
    return button;
}

void EmptyState::applyTheme()
{
    m_icon->setPixmap(tintedIcon(m_iconName, themeOf(palette()).gutter).pixmap(QSize(36, 36), devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

} // namespace assay::app
