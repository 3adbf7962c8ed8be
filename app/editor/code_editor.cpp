// SPDX-License-Identifier: GPL-3.0-or-later
// CodeEditor: the text of one source file, with everything that a programmer's hands expect.
#include "app/editor/code_editor.h"

#include "app/editor/brackets.h"
#include "app/editor/code_highlighter.h"
#include "app/editor/gutter.h"
#include "app/theme/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace assay::app {

namespace {

constexpr int kMostMatchesShown = 2000;

QTextEdit::ExtraSelection selectionAt(const QPlainTextEdit &editor, int position, const QColor &background)
{
    QTextEdit::ExtraSelection selection;
    selection.cursor = QTextCursor(editor.document());
    selection.cursor.setPosition(position);
    selection.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    selection.format.setBackground(background);
    return selection;
}

} // namespace

CodeEditor::CodeEditor(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new CodeHighlighter(document()))
    , m_gutter(new Gutter(this))
{
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setCursorWidth(2);
    setAccessibleName(tr("Source code"));
    const auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_basePointSize = font.pointSizeF() > 0 ? qMax(10.0, font.pointSizeF()) : 10;
    setFont(font);
    setZoom(100);
    applyTheme();
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { placeGutter(); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::caretMoved);
    placeGutter();
    updateSelections();
}

void CodeEditor::setHighlighting(const QString &definitionName)
{
    m_highlighter->setLanguage(definitionName);
    m_gutter->update();
}

void CodeEditor::setIndentStyle(const IndentStyle &style)
{
    m_indent = style;
    setTabStopDistance(style.width * fontMetrics().horizontalAdvance(QLatin1Char(' ')));
}

void CodeEditor::setZoom(int percent)
{
    auto scaled = font();
    scaled.setPointSizeF(m_basePointSize * percent / 100);
    setFont(scaled);
    document()->setDefaultFont(scaled);
    setIndentStyle(m_indent);
    placeGutter();
}

void CodeEditor::setTabMovesFocus(bool moves)
{
    setTabChangesFocus(moves);
}

void CodeEditor::goTo(int line, int column)
{
    const auto block = document()->findBlockByNumber(qBound(1, line, blockCount()) - 1);
    const auto offset = column == 0 ? leadingSpace(block.text()).size() : column - 1;
    auto cursor = textCursor();
    cursor.setPosition(block.position() + qBound(0, static_cast<int>(offset), block.length() - 1));
    setTextCursor(cursor);
    centerCursor();
}

void CodeEditor::setMarks(const QList<EditorMark> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    updateSelections();
    m_gutter->update();
}

QList<EditorMark> CodeEditor::marksAt(int line) const
{
    QList<EditorMark> found;
    std::ranges::copy_if(m_marks, std::back_inserter(found),
                         [line](const EditorMark &mark) { return mark.line == line; });
    std::ranges::stable_sort(found, std::ranges::greater{}, &EditorMark::error);
    return found;
}

void CodeEditor::setMatches(const QList<QTextCursor> &matches, const QTextCursor &current)
{
    m_matches = matches.first(qMin<qsizetype>(matches.size(), kMostMatchesShown));
    m_currentMatch = current;
    updateSelections();
}

void CodeEditor::toggleLineComment()
{
    auto cursor = textCursor();
    toggleComment(cursor, m_highlighter->commentStyle());
    setTextCursor(cursor);
}

void CodeEditor::moveSelectedLines(MoveLines direction)
{
    auto cursor = textCursor();
    moveLines(cursor, direction);
    setTextCursor(cursor);
}

void CodeEditor::duplicateSelectedLines()
{
    auto cursor = textCursor();
    duplicateLines(cursor);
    setTextCursor(cursor);
}

bool CodeEditor::canFold(const QTextBlock &block) const
{
    return block.isValid() && m_highlighter->startsFoldingRegion(block) && block.next().isValid();
}

bool CodeEditor::isFolded(const QTextBlock &block)
{
    const auto next = block.next();
    return next.isValid() && !next.isVisible();
}

void CodeEditor::toggleFold(const QTextBlock &block)
{
    if (isFolded(block)) {
        auto end = block.next();
        while (end.isValid() && !end.isVisible())
            end = end.next();
        setBlockRangeVisible(block.next(), end, true);
        return;
    }
    auto end = m_highlighter->findFoldingRegionEnd(block);
    const auto last = end.text().trimmed();
    if (!end.isValid() || last.isEmpty() || !QStringView(u"})]").contains(last.front()))
        end = end.isValid() ? end.next() : end;
    if (end == block.next())
        return;
    setBlockRangeVisible(block.next(), end, false);
    if (!textCursor().block().isVisible())
        goTo(block.blockNumber() + 1, 0);
}

void CodeEditor::setBlockRangeVisible(QTextBlock block, const QTextBlock &end, bool visible)
{
    const auto from = block.position();
    auto to = from;
    while (block.isValid() && block != end) {
        block.setVisible(visible);
        block.setLineCount(visible ? qMax(1, block.layout()->lineCount()) : 0);
        to = block.position() + block.length();
        block = block.next();
    }
    document()->markContentsDirty(from, to - from);
    auto *layout = document()->documentLayout();
    Q_EMIT layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
    m_gutter->update();
}

void CodeEditor::caretMoved()
{
    if (auto block = textCursor().block(); !block.isVisible()) {
        while (block.isValid() && !block.isVisible())
            block = block.previous();
        toggleFold(block);
    }
    updateSelections();
    m_gutter->update();
}

void CodeEditor::updateSelections()
{
    const auto &theme = themeOf(palette());
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.cursor = textCursor();
    line.cursor.clearSelection();
    line.format.setBackground(theme.currentLine);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    selections.append(line);
    for (const auto &match : std::as_const(m_matches)) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = match;
        const auto current = match == m_currentMatch;
        selection.format.setBackground(current ? theme.matchCurrent : theme.match);
        selections.append(selection);
    }
    for (const auto &mark : std::as_const(m_marks)) {
        const auto block = document()->findBlockByNumber(mark.line - 1);
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.cursor.setPosition(block.position() + static_cast<int>(leadingSpace(block.text()).size()));
        selection.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(mark.error ? theme.fail : theme.limit);
        selections.append(selection);
    }
    if (const auto pair = findBrackets(*document(), textCursor().position(), CodeHighlighter::isCode)) {
        const auto &color = pair->fits ? theme.bracket : theme.bracketWrong;
        selections.append(selectionAt(*this, pair->first, color));
        if (pair->second >= 0)
            selections.append(selectionAt(*this, pair->second, color));
    }
    setExtraSelections(selections);
}

void CodeEditor::applyTheme()
{
    m_highlighter->setThemeName(themeOf(palette()).syntaxTheme);
    updateSelections();
    m_gutter->update();
}

void CodeEditor::placeGutter()
{
    const auto width = m_gutter->preferredWidth();
    setViewportMargins(width, 0, 0, 0);
    const auto area = contentsRect();
    m_gutter->setGeometry(area.left(), area.top(), width, area.height());
    m_gutter->update();
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeGutter();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_gutter != nullptr)
        applyTheme();
}

void CodeEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    // "…" behind folded lines, so that hidden code is never mistaken for missing code.
    QPainter painter(viewport());
    const auto &theme = themeOf(palette());
    auto block = firstVisibleBlock();
    auto area = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && area.top() <= event->rect().bottom()) {
        if (block.isVisible() && isFolded(block)) {
            const auto x = block.layout()->boundingRect().width() + contentOffset().x() + document()->documentMargin();
            const QRectF box(x + 4, area.top() + 2, fontMetrics().horizontalAdvance(QLatin1Char('m')) * 2.5,
                             fontMetrics().height() - 4);
            painter.setPen(theme.border);
            painter.setBrush(theme.alternate);
            painter.drawRoundedRect(box, 3, 3);
            painter.setPen(theme.muted);
            painter.drawText(box, Qt::AlignCenter, QStringLiteral("…"));
        }
        block = block.next();
        area = blockBoundingGeometry(block).translated(contentOffset());
    }
}

} // namespace assay::app
