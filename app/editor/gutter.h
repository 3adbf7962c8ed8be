// SPDX-License-Identifier: GPL-3.0-or-later
// Gutter: line numbers, fold arrows and error marks left of a CodeEditor.
#pragma once

#include <QWidget>

class QTextBlock;

namespace assay::app {

class CodeEditor;

class Gutter final : public QWidget
{
public:
    explicit Gutter(CodeEditor *editor);

    [[nodiscard]] int preferredWidth() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintLine(QPainter &painter, const QTextBlock &block, const QRect &area) const;
    [[nodiscard]] QTextBlock blockAt(int y) const;
    [[nodiscard]] int foldWidth() const;

    CodeEditor *m_editor;
};

} // namespace assay::app
