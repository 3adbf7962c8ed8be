// SPDX-License-Identifier: GPL-3.0-or-later
// Delegates: a word with its shape and tone, a case counter with its bar, a line with a quieter one below.
#pragma once

#include <QStyledItemDelegate>

namespace assay::app {

/// Draws GlyphRole in ToneRole's colour left of (or, in a list with check boxes, right of) the text.
class LookDelegate final : public QStyledItemDelegate
{
public:
    enum class Place : std::uint8_t { Left, Right };

    explicit LookDelegate(Place place, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Place m_place;
};

/// "7/12" with a bar behind DoneRole of TotalRole.
class ProgressDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The text, and SubtitleRole below it.
class TwoLineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace assay::app
