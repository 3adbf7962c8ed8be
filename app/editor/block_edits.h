// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of whole lines: indent, comment, move, duplicate. Each is one step of undo.
#pragma once

#include "app/editor/indentation.h"

#include <QTextCursor>

namespace assay::app {

/// How a language writes comments; `line` is preferred, else `begin` and `end` around each line.
struct CommentStyle {
    QString line;
    QString begin;
    QString end;

    bool operator==(const CommentStyle &) const = default;
};

enum class MoveLines : std::uint8_t { Up, Down };

/// All take the lines that the cursor's selection touches, or its own line; a line that the selection only reaches
/// the very start of is not touched. They keep the selection on the same text.
void indentLines(QTextCursor &cursor, const IndentStyle &style);
void dedentLines(QTextCursor &cursor, const IndentStyle &style);
/// Comments the lines, or takes the comment away when every non-empty one has it.
void toggleComment(QTextCursor &cursor, const CommentStyle &style);
void moveLines(QTextCursor &cursor, MoveLines direction);
void duplicateLines(QTextCursor &cursor);

} // namespace assay::app
