// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of whole lines: indent, comment, move, duplicate. Each is one step of undo.
#include "app/editor/block_edits.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <ranges>

namespace assay::app {

namespace {

QList<QTextBlock> touchedBlocks(const QTextCursor &cursor)
{
    const auto *document = cursor.document();
    auto block = document->findBlock(cursor.selectionStart());
    const auto last = document->findBlock(cursor.selectionEnd());
    QList<QTextBlock> blocks{block};
    while (block != last) {
        block = block.next();
        if (block == last && cursor.selectionEnd() == block.position())
            break;
        blocks.append(block);
    }
    return blocks;
}

/// A cursor over `count` characters at `offset` of that block.
QTextCursor partOf(const QTextBlock &block, int offset, int count)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + offset);
    cursor.setPosition(block.position() + offset + count, QTextCursor::KeepAnchor);
    return cursor;
}

int indentLength(const QTextBlock &block)
{
    return static_cast<int>(leadingSpace(block.text()).size());
}

bool isBlank(const QTextBlock &block)
{
    return QStringView(block.text()).trimmed().isEmpty();
}

bool isCommented(const QTextBlock &block, const CommentStyle &style)
{
    const auto text = block.text();
    const auto code = QStringView(text).trimmed();
    return style.line.isEmpty() ? code.startsWith(style.begin) && code.endsWith(style.end)
                                : code.startsWith(style.line);
}

void removeComment(const QTextBlock &block, const CommentStyle &style)
{
    const auto &mark = style.line.isEmpty() ? style.begin : style.line;
    if (style.line.isEmpty()) {
        const auto at = static_cast<int>(block.text().lastIndexOf(style.end));
        const auto space = at > 0 && block.text().at(at - 1) == QLatin1Char(' ') ? 1 : 0;
        partOf(block, at - space, static_cast<int>(style.end.size()) + space).removeSelectedText();
    }
    const auto start = indentLength(block);
    const auto behind = start + static_cast<int>(mark.size());
    const auto space = behind < block.text().size() && block.text().at(behind) == QLatin1Char(' ') ? 1 : 0;
    partOf(block, start, static_cast<int>(mark.size()) + space).removeSelectedText();
}

void addComment(const QTextBlock &block, int column, const CommentStyle &style)
{
    if (!style.line.isEmpty()) {
        partOf(block, column, 0).insertText(style.line + QLatin1Char(' '));
        return;
    }
    partOf(block, static_cast<int>(block.text().size()), 0).insertText(QLatin1Char(' ') + style.end);
    partOf(block, column, 0).insertText(style.begin + QLatin1Char(' '));
}

} // namespace

void indentLines(QTextCursor &cursor, const IndentStyle &style)
{
    cursor.beginEditBlock();
    for (const auto &block : touchedBlocks(cursor)) {
        if (!isBlank(block))
            QTextCursor(block).insertText(style.step());
    }
    cursor.endEditBlock();
}

void dedentLines(QTextCursor &cursor, const IndentStyle &style)
{
    cursor.beginEditBlock();
    for (const auto &block : touchedBlocks(cursor)) {
        const auto space = leadingSpace(block.text());
        const auto shorter = dedented(space, style);
        partOf(block, static_cast<int>(shorter.size()), static_cast<int>(space.size() - shorter.size()))
            .removeSelectedText();
    }
    cursor.endEditBlock();
}

void toggleComment(QTextCursor &cursor, const CommentStyle &style)
{
    if (style.line.isEmpty() && style.begin.isEmpty())
        return;
    auto blocks = touchedBlocks(cursor);
    if (blocks.size() > 1)
        blocks.removeIf(isBlank);
    if (blocks.isEmpty())
        return;
    const auto commented =
        std::ranges::all_of(blocks, [&style](const QTextBlock &block) { return isCommented(block, style); });
    const auto column = indentLength(std::ranges::min(blocks, {}, indentLength));
    cursor.beginEditBlock();
    for (const auto &block : std::as_const(blocks)) {
        if (commented)
            removeComment(block, style);
        else
            addComment(block, column, style);
    }
    cursor.endEditBlock();
}

void moveLines(QTextCursor &cursor, MoveLines direction)
{
    const auto blocks = touchedBlocks(cursor);
    const auto neighbour = direction == MoveLines::Up ? blocks.first().previous() : blocks.last().next();
    if (!neighbour.isValid())
        return;
    const auto text = neighbour.text();
    const auto shift = static_cast<int>(text.size()) + 1;
    const auto anchor = cursor.anchor() + (direction == MoveLines::Up ? -shift : shift);
    const auto position = cursor.position() + (direction == MoveLines::Up ? -shift : shift);
    const auto first = blocks.first().position();
    const auto last = blocks.last().position() + blocks.last().length() - 1;
    cursor.beginEditBlock();
    QTextCursor edit(cursor.document());
    if (direction == MoveLines::Up) {
        edit.setPosition(last);
        edit.insertText(QLatin1Char('\n') + text);
        edit.setPosition(first - shift);
        edit.setPosition(first, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
    } else {
        edit.setPosition(last);
        edit.setPosition(last + shift, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
        edit.setPosition(first);
        edit.insertText(text + QLatin1Char('\n'));
    }
    cursor.endEditBlock();
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
}

void duplicateLines(QTextCursor &cursor)
{
    const auto blocks = touchedBlocks(cursor);
    QStringList lines;
    for (const auto &block : blocks)
        lines.append(block.text());
    const auto text = lines.join(QLatin1Char('\n'));
    const auto shift = static_cast<int>(text.size()) + 1;
    const auto anchor = cursor.anchor() + shift;
    const auto position = cursor.position() + shift;
    cursor.beginEditBlock();
    QTextCursor edit(cursor.document());
    edit.setPosition(blocks.last().position() + blocks.last().length() - 1);
    edit.insertText(QLatin1Char('\n') + text);
    cursor.endEditBlock();
    cursor.setPosition(anchor);
    cursor.setPosition(position, QTextCursor::KeepAnchor);
}

} // namespace assay::app
