// SPDX-License-Identifier: GPL-3.0-or-later
// StatusSection: a heading and lines below it, each with a sign, a text and a quieter detail.
#include "app/widgets/status_section.h"

#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace assay::app {

StatusSection::StatusSection(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    auto *heading = new QLabel(title, this);
    heading->setProperty("role", QStringLiteral("section"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(5);
    m_layout->addWidget(heading);
}

StatusSection::Row StatusSection::makeRow()
{
    Row row;
    row.box = new QWidget(this);
    row.icon = new QLabel(row.box);
    row.text = new QLabel(row.box);
    row.side = new QLabel(row.box);
    row.detail = new QLabel(row.box);
    for (auto *label : {row.text, row.detail}) {
        label->setWordWrap(true);
        label->setMinimumWidth(1); // a long word, as a version may hold one, is cut: it does not widen the whole panel
    }
    row.side->setProperty("role", QStringLiteral("muted"));
    row.detail->setProperty("role", QStringLiteral("muted"));
    row.detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *grid = new QGridLayout(row.box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(row.icon, 0, 0, Qt::AlignTop);
    grid->addWidget(row.text, 0, 1);
    grid->addWidget(row.side, 0, 2, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(row.detail, 1, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    m_layout->addWidget(row.box);
    return row;
}

void StatusSection::fill(const Row &row, const StatusLine &line) const
{
    const auto side = fontMetrics().height() - 1;
    row.icon->setPixmap(
        glyphIcon(line.glyph, themeOf(palette()).tone(line.tone)).pixmap(QSize(side, side), devicePixelRatioF()));
    row.text->setText(line.text);
    row.side->setText(line.side);
    row.detail->setText(line.detail);
    row.detail->setToolTip(line.detail);
    row.detail->setVisible(!line.detail.isEmpty());
}

void StatusSection::setLines(const QList<StatusLine> &lines)
{
    while (m_rows.size() < lines.size())
        m_rows.append(makeRow());
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_rows.at(i).box->setVisible(i < lines.size());
        if (i < lines.size() && (i >= m_lines.size() || m_lines.at(i) != lines.at(i)))
            fill(m_rows.at(i), lines.at(i));
    }
    m_lines = lines;
}

void StatusSection::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        fill(m_rows.at(i), m_lines.at(i));
}

} // namespace assay::app
