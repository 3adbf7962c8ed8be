// SPDX-License-Identifier: GPL-3.0-or-later
// MessageBar: tells about an error or a finding without standing in the way.
#include "app/widgets/message_bar.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::app {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_toggle(new QPushButton(tr("Details"), this))
    , m_details(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_toggle->setCheckable(true);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Details"));
    m_details->setFixedHeight(fontMetrics().height() * 6);
    m_details->hide();
    auto *close = new QToolButton(this);
    close->setIcon(textIcon(QStringLiteral("close")));
    close->setToolTip(tr("Dismiss"));
    close->setAccessibleName(tr("Dismiss the message"));

    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_toggle);
    row->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addLayout(row);
    layout->addWidget(m_details);
    connect(m_toggle, &QPushButton::toggled, m_details, &QWidget::setVisible);
    connect(close, &QToolButton::clicked, this, [this] { dismiss(); });
    hide();
}

void MessageBar::show(const Message &message)
{
    m_message = message;
    m_text->setText(message.text);
    m_details->setPlainText(message.details);
    m_toggle->setVisible(!message.details.isEmpty());
    m_toggle->setChecked(false);
    m_details->hide();
    applyTheme();
    setVisible(true);
    QAccessibleEvent event(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::dismiss()
{
    m_message = {};
    hide();
}

void MessageBar::applyTheme()
{
    const auto &theme = themeOf(palette());
    QColor color;
    QString icon;
    switch (m_message.kind) {
    case Message::Kind::Information:
        color = theme.accent;
        icon = QStringLiteral("info");
        break;
    case Message::Kind::Warning:
        color = theme.limit;
        icon = QStringLiteral("warning");
        break;
    case Message::Kind::Error:
        color = theme.fail;
        icon = QStringLiteral("error");
        break;
    }
    m_icon->setPixmap(tintedIcon(icon, color).pixmap(QSize(18, 18), devicePixelRatioF()));
    const auto sheet =
        QStringLiteral("#messageBar { background: %1; border-left: 4px solid %2; border-bottom: 1px solid %3; }")
            .arg(theme.base.name(), color.name(), theme.border.name());
    if (sheet != styleSheet()) // Setting it changes the palette, which leads back here.
        setStyleSheet(sheet);
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_message.text.isEmpty())
        applyTheme();
}

} // namespace assay::app
