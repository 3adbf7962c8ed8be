// SPDX-License-Identifier: GPL-3.0-or-later
// CodeHighlighter: KSyntaxHighlighting on a document, which also remembers what is a string or a comment.
#pragma once

#include "app/editor/block_edits.h"

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QTextBlock>

namespace assay::app {

class CodeHighlighter final : public KSyntaxHighlighting::SyntaxHighlighter
{
public:
    explicit CodeHighlighter(QTextDocument *document);

    /// `name` as KSyntaxHighlighting calls it; an unknown or empty one means plain text.
    void setLanguage(const QString &name);
    void setThemeName(const QString &name);
    [[nodiscard]] CommentStyle commentStyle() const;
    /// False inside strings, characters and comments.
    [[nodiscard]] static bool isCode(const QTextBlock &block, int offset);

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;
};

/// The definitions and themes that come with KSyntaxHighlighting. Read once (some milliseconds), never changed.
[[nodiscard]] KSyntaxHighlighting::Repository &syntaxRepository();

} // namespace assay::app
