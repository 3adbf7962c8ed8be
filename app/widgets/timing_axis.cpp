// SPDX-License-Identifier: GPL-3.0-or-later
// TimingAxis: how long submissions take, each a sign on one axis, with the time limit across it.
#include "app/widgets/timing_axis.h"

#include "app/text/format_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace assay::app {

namespace {

constexpr int kMargin = 16;
constexpr int kSign = 14;
constexpr int kRows = 4; ///< Signs stacked upon each other; further ones share the topmost place.
constexpr int kTickDistance = 90; ///< At least, in pixels.

/// 1, 2 or 5 times a power of ten, at least that long.
Microseconds roundStep(double least)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(least, 1.0))));
    for (const int factor : {1, 2, 5}) {
        if (factor * power >= least)
            return Microseconds{static_cast<std::int64_t>(factor * power)};
    }
    return Microseconds{static_cast<std::int64_t>(10 * power)};
}

} // namespace

TimingAxis::TimingAxis(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Times of the submissions"));
}

void TimingAxis::setPoints(const QList<TimingPoint> &points)
{
    if (m_points == points)
        return;
    m_points = points;
    place();
    update();
}

void TimingAxis::setLimit(std::optional<Microseconds> limit)
{
    m_limit = limit;
    place();
    update();
}

void TimingAxis::setChosen(const QString &name)
{
    m_chosen = name;
    update();
}

QSize TimingAxis::sizeHint() const
{
    return {400, kRows * (kSign + 2) + 2 * fontMetrics().height() + 18};
}

QSize TimingAxis::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

Microseconds TimingAxis::end() const
{
    Microseconds longest = m_limit ? *m_limit * 5 / 4 : Microseconds{1000};
    for (const TimingPoint &point : m_points)
        longest = std::max(longest, point.time * 21 / 20);
    return longest;
}

int TimingAxis::xOf(Microseconds time) const
{
    const double share = static_cast<double>(time.count()) / static_cast<double>(end().count());
    return kMargin + static_cast<int>(share * (width() - 2 * kMargin));
}

int TimingAxis::axisY() const
{
    return height() - fontMetrics().height() - 10;
}

void TimingAxis::place()
{
    m_places.clear();
    for (const TimingPoint &point : std::as_const(m_points)) {
        QRect sign(xOf(point.time) - kSign / 2, axisY() - kSign - 4, kSign, kSign);
        for (int row = 1; row < kRows; ++row) {
            const auto covers = [&sign](const QRect &other) { return other.intersects(sign); };
            if (std::ranges::none_of(m_places, covers))
                break;
            sign.translate(0, -(kSign + 2));
        }
        m_places.append(sign);
    }
}

const TimingPoint *TimingAxis::pointAt(const QPoint &position) const
{
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (m_places[i].adjusted(-2, -2, 2, 2).contains(position))
            return &m_points[i];
    }
    return nullptr;
}

bool TimingAxis::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event); // NOLINT: the type says so
    if (const TimingPoint *point = pointAt(help->pos()))
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2", "submission, time").arg(point->name, durationText(point->time)), this);
    else
        QToolTip::hideText();
    return true;
}

void TimingAxis::mousePressEvent(QMouseEvent *event)
{
    if (const TimingPoint *point = pointAt(event->position().toPoint()))
        Q_EMIT pointChosen(point->name);
}

void TimingAxis::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void TimingAxis::paintEvent(QPaintEvent * /*event*/)
{
    const ThemeColors &theme = themeOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    paintLimit(painter);
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const TimingPoint &point = m_points[i];
        if (point.name == m_chosen) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.selection);
            painter.drawRoundedRect(m_places[i].adjusted(-3, -3, 3, 3), 4, 4);
        }
        glyphIcon(point.glyph, theme.tone(point.tone)).paint(&painter, m_places[i]);
    }
}

void TimingAxis::paintAxis(QPainter &painter) const
{
    const ThemeColors &theme = themeOf(palette());
    const int y = axisY();
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(kMargin, y, width() - kMargin, y);
    const double perPixel = static_cast<double>(end().count()) / std::max(1, width() - 2 * kMargin);
    const Microseconds step = roundStep(perPixel * kTickDistance);
    for (Microseconds at{0}; at <= end(); at += step) {
        const int x = xOf(at);
        painter.setPen(QPen(theme.border, 1));
        painter.drawLine(x, y, x, y + 4);
        const QString text = at.count() == 0 ? QStringLiteral("0") : durationText(at);
        const int textWidth = fontMetrics().horizontalAdvance(text);
        const int left = std::clamp(x - textWidth / 2, 2, width() - textWidth - 2);
        painter.setPen(theme.muted);
        painter.drawText(left, y + 6 + fontMetrics().ascent(), text);
    }
}

void TimingAxis::paintLimit(QPainter &painter) const
{
    if (!m_limit)
        return;
    const ThemeColors &theme = themeOf(palette());
    const int x = xOf(*m_limit);
    const QString text = tr("limit");
    painter.setPen(QPen(theme.limit, 1.5, Qt::DashLine));
    painter.drawLine(x, fontMetrics().height() + 2, x, axisY());
    painter.setPen(theme.limit);
    painter.drawText(x - fontMetrics().horizontalAdvance(text) / 2, fontMetrics().ascent() + 1, text);
}

} // namespace assay::app
