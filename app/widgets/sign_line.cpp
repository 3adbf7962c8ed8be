// SPDX-License-Identifier: GPL-3.0-or-later
// SignLine: how something stands, as a sign and a sentence or two beside it.
#include "app/widgets/sign_line.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace assay::app {

SignLine::SignLine(const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
{
    m_sign->setAlignment(Qt::AlignTop);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(accessibleName);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_sign);
    layout->addWidget(m_text, 1);
}

void SignLine::show(Glyph glyph, Tone tone, const QString &text)
{
    m_glyph = glyph;
    m_tone = tone;
    m_text->setText(text);
    paintSign();
}

QString SignLine::text() const
{
    return m_text->text();
}

void SignLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintSign();
}

void SignLine::paintSign()
{
    m_sign->setPixmap(glyphIcon(m_glyph, themeOf(palette()).tone(m_tone)).pixmap(QSize(20, 20), devicePixelRatioF()));
}

} // namespace assay::app
