// SPDX-License-Identifier: GPL-3.0-or-later
// Icons: one-colour pictures of resources/icons/, drawn in whatever colour they are shown in.
#include "app/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace assay::app {

namespace {

QString glyphName(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Check:
        return QStringLiteral("glyph-check");
    case Glyph::Cross:
        return QStringLiteral("glyph-cross");
    case Glyph::Clock:
        return QStringLiteral("glyph-clock");
    case Glyph::Stack:
        return QStringLiteral("glyph-stack");
    case Glyph::Bolt:
        return QStringLiteral("glyph-bolt");
    case Glyph::Brackets:
        return QStringLiteral("glyph-brackets");
    case Glyph::Shield:
        return QStringLiteral("glyph-shield");
    case Glyph::Question:
        return QStringLiteral("glyph-question");
    case Glyph::Play:
        return QStringLiteral("glyph-play");
    case Glyph::Dots:
        return QStringLiteral("glyph-dots");
    case Glyph::Ring:
        return QStringLiteral("glyph-ring");
    case Glyph::Dash:
        return QStringLiteral("glyph-dash");
    }
    return {};
}

QPixmap render(const QString &name, const QColor &color, const QSize &pixels)
{
    const auto key = QStringLiteral("assay/%1/%2/%3x%4")
                         .arg(name, color.name(QColor::HexArgb))
                         .arg(pixels.width())
                         .arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return pixmap;
    auto svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Draws the picture in its colour; without one, in the application's text colour at that moment.
class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(QString name, QColor color)
        : m_name(std::move(name))
        , m_color(std::move(color))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const auto scale = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        auto color = m_color.isValid() ? m_color : QGuiApplication::palette().color(QPalette::Text);
        if (mode == QIcon::Disabled)
            color = QGuiApplication::palette().color(QPalette::Disabled, QPalette::Text);
        auto pixmap = render(m_name, color, size);
        pixmap.setDevicePixelRatio(scale);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(m_name, m_color); }

private:
    QString m_name;
    QColor m_color;
};

} // namespace

QIcon tintedIcon(const QString &name, const QColor &color)
{
    return QIcon(new TintedIconEngine(name, color));
}

QIcon glyphIcon(Glyph glyph, const QColor &color)
{
    return tintedIcon(glyphName(glyph), color);
}

QIcon textIcon(const QString &name)
{
    return tintedIcon(name, QColor());
}

} // namespace assay::app
