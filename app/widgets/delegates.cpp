// SPDX-License-Identifier: GPL-3.0-or-later
// Delegates: a word with its shape and tone, a case counter with its bar, a line with a quieter one below.
#include "app/widgets/delegates.h"

#include "app/models/roles.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace assay::app {

namespace {

/// Draws what lies behind the item: selection, hover, focus, check box.
QStyleOptionViewItem drawBackground(QPainter *painter, const QStyleOptionViewItem &option)
{
    auto background = option;
    background.text.clear();
    background.icon = {};
    const auto *widget = option.widget;
    auto *style = widget == nullptr ? QApplication::style() : widget->style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, widget);
    return background;
}

QColor toneColor(const QModelIndex &index, const QStyleOptionViewItem &option)
{
    const auto &theme = themeOf(option.palette);
    const auto tone = index.data(ToneRole);
    if ((option.state & QStyle::State_Selected) != 0)
        return theme.selectionText;
    return tone.isValid() ? theme.tone(static_cast<Tone>(tone.toInt())) : theme.text;
}

} // namespace

LookDelegate::LookDelegate(Place place, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_place(place)
{
}

void LookDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto full = option;
    initStyleOption(&full, index);
    drawBackground(painter, full);
    const auto *widget = full.widget;
    auto *style = widget == nullptr ? QApplication::style() : widget->style();
    auto area = style->subElementRect(QStyle::SE_ItemViewItemText, &full, widget);
    area.setRight(full.rect.right());
    area.setTop(full.rect.top());
    area.setBottom(full.rect.bottom());
    area.adjust(m_place == Place::Left ? 6 : 2, 0, -8, 0);
    const auto color = toneColor(index, full);
    const auto side = qMin(full.fontMetrics.height(), area.height());
    if (const auto glyph = index.data(GlyphRole); glyph.isValid()) {
        const auto left = m_place == Place::Left ? area.left() : area.right() - side + 1;
        glyphIcon(static_cast<Glyph>(glyph.toInt()), color)
            .paint(painter, QRect(left, area.center().y() - side / 2, side, side));
        if (m_place == Place::Left)
            area.setLeft(area.left() + side + 7);
        else
            area.setRight(area.right() - side - 7);
    }
    painter->save();
    painter->setFont(full.font);
    const auto selected = (full.state & QStyle::State_Selected) != 0;
    painter->setPen(m_place == Place::Left || selected ? color : themeOf(full.palette).text);
    painter->drawText(area, static_cast<int>(full.displayAlignment),
                      full.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto full = option;
    initStyleOption(&full, index);
    drawBackground(painter, full);
    const auto total = index.data(TotalRole).toInt();
    if (total <= 0)
        return;
    const auto &theme = themeOf(full.palette);
    const auto text = index.data().toString();
    const auto area = full.rect.adjusted(8, 0, -8, 0);
    const auto textWidth = full.fontMetrics.horizontalAdvance(QStringLiteral("000/000"));
    const QRect bar(area.left() + textWidth + 6, area.center().y() - 2, area.width() - textWidth - 6, 5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen((full.state & QStyle::State_Selected) != 0 ? theme.selectionText : theme.text);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
    if (bar.width() > 12) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.border);
        painter->drawRoundedRect(bar, 2.5, 2.5);
        auto filled = bar;
        filled.setWidth(qMax(0, bar.width() * index.data(DoneRole).toInt() / total));
        painter->setBrush(theme.tone(static_cast<Tone>(index.data(ToneRole).toInt())));
        painter->drawRoundedRect(filled, 2.5, 2.5);
    }
    painter->restore();
}

void TwoLineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto full = option;
    initStyleOption(&full, index);
    drawBackground(painter, full);
    const auto &theme = themeOf(full.palette);
    const auto selected = (full.state & QStyle::State_Selected) != 0;
    const auto area = full.rect.adjusted(12, 4, -10, -4);
    const auto line = full.fontMetrics.height();
    painter->save();
    painter->setFont(full.font);
    painter->setPen(selected ? theme.selectionText : theme.text);
    painter->drawText(QRect(area.left(), area.top(), area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                      full.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, area.width()));
    auto small = full.font;
    small.setPointSizeF(small.pointSizeF() * 0.88);
    painter->setFont(small);
    painter->setPen(selected ? theme.selectionText : theme.muted);
    painter->drawText(
        QRect(area.left(), area.top() + line, area.width(), line), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(small).elidedText(index.data(SubtitleRole).toString(), Qt::ElideRight, area.width()));
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto full = option;
    initStyleOption(&full, index);
    return {full.fontMetrics.horizontalAdvance(full.text) + 22, 2 * full.fontMetrics.height() + 8};
}

} // namespace assay::app
