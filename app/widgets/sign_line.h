// SPDX-License-Identifier: GPL-3.0-or-later
// SignLine: how something stands, as a sign and a sentence or two beside it.
#pragma once

#include "app/text/verdict_text.h"

#include <QWidget>

class QLabel;

namespace assay::app {

class SignLine final : public QWidget
{
public:
    explicit SignLine(const QString &accessibleName, QWidget *parent = nullptr);

    void show(Glyph glyph, Tone tone, const QString &text);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintSign();

    Glyph m_glyph = Glyph::Dots;
    Tone m_tone = Tone::Quiet;
    QLabel *m_sign;
    QLabel *m_text;
};

} // namespace assay::app
