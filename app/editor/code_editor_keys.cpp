// SPDX-License-Identifier: GPL-3.0-or-later
// CodeEditor's keys: Enter, Tab, Backspace, Home, closing brackets and the zoom wheel.
#include "app/editor/code_editor.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QWheelEvent>

namespace assay::app {

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    const auto plain = (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
    const auto shift = (event->modifiers() & Qt::ShiftModifier) != 0;
    if (isReadOnly() || !plain) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        breakLine();
        return;
    case Qt::Key_Tab:
        if (tabChangesFocus())
            break;
        pressTab();
        return;
    case Qt::Key_Backtab: {
        if (tabChangesFocus())
            break;
        auto cursor = textCursor();
        dedentLines(cursor, m_indent);
        setTextCursor(cursor);
        return;
    }
    case Qt::Key_Home:
        goHome(shift);
        return;
    case Qt::Key_Backspace:
        if (!shift && backspaceIndent())
            return;
        break;
    default:
        if (closeBlock(event->text()))
            return;
        break;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void CodeEditor::breakLine()
{
    auto cursor = textCursor();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const auto text = cursor.block().text();
    const auto at = cursor.positionInBlock();
    const auto before = QStringView(text).first(at);
    const auto rest = QStringView(text).sliced(at);
    const auto indent = indentAfter(before, m_indent);
    const auto split = isBetweenBrackets(before, rest);
    const auto spaces = leadingSpace(rest).size();
    for (qsizetype i = 0; i < spaces; ++i)
        cursor.deleteChar();
    cursor.insertText(QLatin1Char('\n') + indent);
    const auto caret = cursor.position();
    if (split)
        cursor.insertText(QLatin1Char('\n') + leadingSpace(before));
    cursor.endEditBlock();
    cursor.setPosition(caret);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void CodeEditor::pressTab()
{
    auto cursor = textCursor();
    const auto severalLines =
        document()->findBlock(cursor.selectionStart()) != document()->findBlock(cursor.selectionEnd());
    if (severalLines) {
        indentLines(cursor, m_indent);
        setTextCursor(cursor);
        return;
    }
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const auto text = cursor.block().text();
    cursor.insertText(
        tabText(columnAfter(QStringView(text).first(cursor.positionInBlock()), m_indent.width), m_indent));
    cursor.endEditBlock();
    setTextCursor(cursor);
}

bool CodeEditor::closeBlock(const QString &typed)
{
    if (typed.size() != 1 || !QStringView(u"})]").contains(typed.front()))
        return false;
    auto cursor = textCursor();
    const auto text = cursor.block().text();
    const auto before = QStringView(text).first(cursor.positionInBlock());
    if (cursor.hasSelection() || before.isEmpty() || !before.trimmed().isEmpty())
        return false;
    // As deep as the line with the bracket that this one closes, else one step less.
    auto indent = dedented(before, m_indent);
    int depth = 1;
    for (auto block = cursor.block().previous(); block.isValid() && depth > 0; block = block.previous()) {
        const auto line = block.text();
        for (auto i = line.size() - 1; i >= 0 && depth > 0; --i) {
            if (QStringView(u"})]").contains(line.at(i)))
                ++depth;
            else if (QStringView(u"{([").contains(line.at(i)))
                --depth;
        }
        if (depth == 0)
            indent = leadingSpace(line);
    }
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    cursor.insertText(indent + typed);
    cursor.endEditBlock();
    setTextCursor(cursor);
    return true;
}

bool CodeEditor::backspaceIndent()
{
    auto cursor = textCursor();
    const auto text = cursor.block().text();
    const auto before = QStringView(text).first(cursor.positionInBlock());
    if (cursor.hasSelection() || before.isEmpty() || !before.trimmed().isEmpty())
        return false;
    const auto keep = dedented(before, m_indent).size();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor,
                        static_cast<int>(before.size() - keep));
    cursor.removeSelectedText();
    setTextCursor(cursor);
    return true;
}

void CodeEditor::goHome(bool select)
{
    auto cursor = textCursor();
    const auto start = static_cast<int>(leadingSpace(cursor.block().text()).size());
    const auto target = cursor.positionInBlock() == start ? 0 : start;
    cursor.setPosition(cursor.block().position() + target, select ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor);
    setTextCursor(cursor);
}

void CodeEditor::wheelEvent(QWheelEvent *event)
{
    if ((event->modifiers() & Qt::ControlModifier) != 0) {
        if (event->angleDelta().y() != 0)
            Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

} // namespace assay::app
