// SPDX-License-Identifier: GPL-3.0-or-later
// StatusSection: a heading and lines below it, each with a sign, a text and a quieter detail.
#pragma once

#include "app/text/verdict_text.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace assay::app {

struct StatusLine {
    Glyph glyph = Glyph::Dots;
    Tone tone = Tone::Quiet;
    QString text;
    QString detail; ///< Below the text; may be empty.
    QString side;   ///< At the right end of the line; may be empty.

    bool operator==(const StatusLine &) const = default;
};

class StatusSection final : public QWidget
{
public:
    explicit StatusSection(const QString &title, QWidget *parent = nullptr);

    /// Changes only the lines that differ from what is shown.
    void setLines(const QList<StatusLine> &lines);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        QWidget *box = nullptr;
        QLabel *icon = nullptr;
        QLabel *text = nullptr;
        QLabel *side = nullptr;
        QLabel *detail = nullptr;
    };

    [[nodiscard]] Row makeRow();
    void fill(const Row &row, const StatusLine &line) const;

    QVBoxLayout *m_layout;
    QList<StatusLine> m_lines;
    QList<Row> m_rows;
};

} // namespace assay::app
