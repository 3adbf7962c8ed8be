// SPDX-License-Identifier: GPL-3.0-or-later
// CodeHighlighter: KSyntaxHighlighting on a document, which also remembers what is a string or a comment.
#include "app/editor/code_highlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>

#include <QTextLayout>

#include <algorithm>

namespace assay::app {

namespace {

constexpr int kNotCode = QTextFormat::UserProperty + 1;

bool isNotCode(KSyntaxHighlighting::Theme::TextStyle style)
{
    using Theme = KSyntaxHighlighting::Theme;
    switch (style) {
    case Theme::Char:
    case Theme::SpecialChar:
    case Theme::String:
    case Theme::VerbatimString:
    case Theme::SpecialString:
    case Theme::Comment:
    case Theme::Documentation:
    case Theme::Annotation:
    case Theme::CommentVar:
        return true;
    default: // Another library's enum, which may grow.
        return false;
    }
}

} // namespace

KSyntaxHighlighting::Repository &syntaxRepository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
}

CodeHighlighter::CodeHighlighter(QTextDocument *document)
    : SyntaxHighlighter(document)
{
}

void CodeHighlighter::setLanguage(const QString &name)
{
    const auto wanted = syntaxRepository().definitionForName(name);
    if (wanted != definition())
        setDefinition(wanted);
}

void CodeHighlighter::setThemeName(const QString &name)
{
    if (theme().isValid() && theme().name() == name)
        return;
    setTheme(syntaxRepository().theme(name));
    rehighlight();
}

CommentStyle CodeHighlighter::commentStyle() const
{
    if (!definition().isValid())
        return {};
    const auto multi = definition().multiLineCommentMarker();
    return {.line = definition().singleLineCommentMarker(), .begin = multi.first, .end = multi.second};
}

bool CodeHighlighter::isCode(const QTextBlock &block, int offset)
{
    if (block.layout() == nullptr)
        return true;
    const auto formats = block.layout()->formats();
    return std::ranges::none_of(formats, [offset](const QTextLayout::FormatRange &range) {
        return offset >= range.start && offset < range.start + range.length && range.format.boolProperty(kNotCode);
    });
}

void CodeHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    SyntaxHighlighter::applyFormat(offset, length, format);
    if (length <= 0 || !isNotCode(format.textStyle()))
        return;
    auto marked = QSyntaxHighlighter::format(offset);
    marked.setProperty(kNotCode, true);
    setFormat(offset, length, marked);
}

} // namespace assay::app
