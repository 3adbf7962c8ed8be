// SPDX-License-Identifier: GPL-3.0-or-later
// CodeEditor: the text of one source file, with everything that a programmer's hands expect.
#pragma once

#include "app/editor/block_edits.h"
#include "app/editor/indentation.h"

#include <QHash>
#include <QPlainTextEdit>

namespace assay::app {

class CodeHighlighter;
class Gutter;

/// A line of the compiler's output that points into this file.
struct EditorMark {
    int line = 0; ///< From 1.
    bool error = true;
    QString message;

    bool operator==(const EditorMark &) const = default;
};

class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeEditor(QWidget *parent = nullptr);

    void setHighlighting(const QString &definitionName);
    void setIndentStyle(const IndentStyle &style);
    void setZoom(int percent);
    /// True: Tab moves on to the next widget instead of indenting.
    void setTabMovesFocus(bool moves);
    /// Line and column from 1; a column of 0 means the first character that is no space.
    void goTo(int line, int column);
    void setMarks(const QList<EditorMark> &marks);
    [[nodiscard]] QList<EditorMark> marksAt(int line) const;
    /// What the find bar found; `current` is one of them or none.
    void setMatches(const QList<QTextCursor> &matches, const QTextCursor &current);

    void toggleLineComment();
    void moveSelectedLines(MoveLines direction);
    void duplicateSelectedLines();

    [[nodiscard]] bool canFold(const QTextBlock &block) const;
    [[nodiscard]] static bool isFolded(const QTextBlock &block);
    void toggleFold(const QTextBlock &block);

Q_SIGNALS:
    void zoomRequested(int steps);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    friend class Gutter;

    void breakLine();
    void pressTab();
    bool closeBlock(const QString &typed);
    bool backspaceIndent();
    void goHome(bool select);
    void caretMoved();
    void updateSelections();
    void applyTheme();
    void placeGutter();
    void setBlockRangeVisible(QTextBlock block, const QTextBlock &end, bool visible);

    CodeHighlighter *m_highlighter;
    Gutter *m_gutter;
    IndentStyle m_indent;
    qreal m_basePointSize = 10;
    QList<EditorMark> m_marks;
    QList<QTextCursor> m_matches;
    QTextCursor m_currentMatch;
};

} // namespace assay::app
