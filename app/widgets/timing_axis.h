// SPDX-License-Identifier: GPL-3.0-or-later
// TimingAxis: how long submissions take, each a sign on one axis, with the time limit across it.
#pragma once

#include "app/text/verdict_text.h"
#include "base/units.h"

#include <QWidget>

#include <optional>

namespace assay::app {

struct TimingPoint {
    QString name;
    Microseconds time{0};
    Glyph glyph = Glyph::Check;
    Tone tone = Tone::Pass;

    bool operator==(const TimingPoint &) const = default;
};

class TimingAxis final : public QWidget
{
    Q_OBJECT

public:
    explicit TimingAxis(QWidget *parent = nullptr);

    void setPoints(const QList<TimingPoint> &points);
    /// Nothing: there is none yet.
    void setLimit(std::optional<Microseconds> limit);
    void setChosen(const QString &name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pointChosen(const QString &name);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] Microseconds end() const;
    [[nodiscard]] int xOf(Microseconds time) const;
    [[nodiscard]] int axisY() const;
    /// Stacks signs that would lie upon each other.
    void place();
    [[nodiscard]] const TimingPoint *pointAt(const QPoint &position) const;
    void paintAxis(QPainter &painter) const;
    void paintLimit(QPainter &painter) const;

    QList<TimingPoint> m_points;
    QList<QRect> m_places; ///< Of the points, in their order.
    std::optional<Microseconds> m_limit;
    QString m_chosen;
};

} // namespace assay::app
