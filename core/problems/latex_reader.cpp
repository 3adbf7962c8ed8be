// SPDX-License-Identifier: GPL-3.0-or-later
// LatexReader: reads the LaTeX subset of problem statements and writes HTML as it goes.
#include "core/problems/latex_reader.h"

#include "core/problems/math_signs.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace assay::core {

using namespace Qt::StringLiterals;

LatexReader::LatexReader(QString latex, std::filesystem::path folder, QMap<QString, QString> constants)
    : m_latex(std::move(latex))
    , m_folder(std::move(folder))
    , m_constants(std::move(constants))
{
    m_latex.replace("\r\n"_L1, "\n"_L1);
    // What stands before the body, if somebody kept a whole document.
    const QString begin = u"\\begin{document}"_s;
    if (const qsizetype at = m_latex.indexOf(begin); at >= 0)
        m_at = at + begin.size();
}

QString LatexReader::document()
{
    while (!atEnd()) {
        readUntilEnd({});
        if (!atEnd())
            ++m_at; // A brace that closes nothing.
    }
    closeParagraph();
    return std::move(m_html);
}

bool LatexReader::startsWith(QStringView text) const
{
    return QStringView{m_latex}.sliced(std::min(m_at, m_latex.size())).startsWith(text);
}

void LatexReader::skipSpace()
{
    while (!atEnd() && peek().isSpace())
        ++m_at;
}

void LatexReader::skipComment()
{
    const qsizetype end = m_latex.indexOf(u'\n', m_at);
    m_at = end < 0 ? m_latex.size() : end + 1;
    // A comment swallows the spaces that the next line begins with, but not an empty line.
    while (!atEnd() && (peek() == u' ' || peek() == u'\t'))
        ++m_at;
}

QString LatexReader::commandName()
{
    ++m_at;
    if (atEnd())
        return {};
    if (!peek().isLetter() && peek() != u'@')
        return QString{m_latex[m_at++]};
    const qsizetype from = m_at;
    while (!atEnd() && (peek().isLetter() || peek() == u'@'))
        ++m_at;
    return m_latex.mid(from, m_at - from);
}

QString LatexReader::rawGroup()
{
    skipSpace();
    if (atEnd())
        return {};
    if (peek() != u'{') {
        const qsizetype from = m_at;
        if (peek() == u'\\')
            std::ignore = commandName();
        else if (peek() != u'}')
            ++m_at;
        return m_latex.mid(from, m_at - from);
    }
    const qsizetype from = ++m_at;
    for (int depth = 1; !atEnd(); ++m_at) {
        if (peek() == u'\\')
            ++m_at;
        else if (peek() == u'{')
            ++depth;
        else if (peek() == u'}' && --depth == 0)
            return m_latex.mid(from, m_at++ - from);
    }
    return m_latex.mid(from);
}

QString LatexReader::optionalGroup()
{
    if (peek() != u'[')
        return {};
    const qsizetype end = m_latex.indexOf(u']', m_at);
    if (end < 0)
        return {};
    const QString text = m_latex.mid(m_at + 1, end - m_at - 1);
    m_at = end + 1;
    return text;
}

QString LatexReader::rawUntil(const QString &end)
{
    const qsizetype at = m_latex.indexOf(end, m_at);
    const QString text = m_latex.mid(m_at, at < 0 ? -1 : at - m_at);
    m_at = at < 0 ? m_latex.size() : at + end.size();
    return text;
}

QString LatexReader::inlineHtml(const QString &latex)
{
    if (m_depth >= kDeepest)
        return latex.toHtmlEscaped();
    LatexReader part{latex, m_folder, m_constants};
    part.m_macros = m_macros;
    part.m_depth = m_depth + 1;
    part.m_expansions = m_expansions;
    part.m_inline = true;
    QString html = part.document();
    m_expansions = part.m_expansions;
    return html;
}

void LatexReader::write(const QString &html)
{
    if (!m_inParagraph && !m_inline) {
        m_html += "<p>"_L1;
        m_inParagraph = true;
    }
    m_html += html;
}

void LatexReader::writeBlock(const QString &html)
{
    closeParagraph();
    m_html += html + u'\n';
}

void LatexReader::closeParagraph()
{
    if (m_inParagraph) {
        while (m_html.endsWith(u' '))
            m_html.chop(1);
        m_html += "</p>\n"_L1;
    }
    m_inParagraph = false;
}

void LatexReader::readUntilEnd(const QString &environment)
{
    if (++m_depth > kDeepest) {
        write(m_latex.mid(m_at).toHtmlEscaped());
        m_at = m_latex.size();
    }
    while (!atEnd() && m_html.size() < kLongest) {
        if (startsWith(u"\\end{")) {
            m_at += 4;
            const QString ended = rawGroup();
            if (ended == environment || ended == "document"_L1)
                break;
            continue;
        }
        if (peek() == u'}' && environment.isEmpty())
            break;
        readOne();
    }
    if (m_html.size() >= kLongest)
        m_at = m_latex.size();
    --m_depth;
}

void LatexReader::readOne()
{
    const QChar c = peek();
    switch (c.unicode()) {
    case u'\\':
        return readCommand();
    case u'%':
        return skipComment();
    case u'$':
        return readMath();
    case u'{':
        return readGroup();
    case u'`':
    case u'\'':
    case u'-':
    case u'<':
    case u'>':
        return readQuote();
    case u'~':
        ++m_at;
        return write(u"&nbsp;"_s);
    case u'}':
        ++m_at;
        return;
    case u'&':
        ++m_at;
        return write(u" "_s);
    default:
        break;
    }
    if (c.isSpace())
        return readSpace();
    const qsizetype from = m_at;
    static const QString special = u"\\%${}`'-<>~& \t\n\r"_s;
    while (!atEnd() && !special.contains(peek()))
        ++m_at;
    m_at = std::max(m_at, from + 1);
    write(m_latex.mid(from, m_at - from).toHtmlEscaped());
}

/// An empty line ends a paragraph.
void LatexReader::readSpace()
{
    int lines = 0;
    for (; !atEnd() && peek().isSpace(); ++m_at)
        lines += peek() == u'\n' ? 1 : 0;
    if (lines > 1 && !m_inline)
        closeParagraph();
    else if (m_inParagraph || (m_inline && !m_html.isEmpty()))
        m_html += u' ';
}

/// Ligatures: ``quotes'', dashes, guillemets.
void LatexReader::readQuote()
{
    static constexpr std::array<std::pair<QStringView, QStringView>, 10> ligatures = {{
        {u"---", u"—"},
        {u"--", u"–"},
        {u"``", u"“"},
        {u"''", u"”"},
        {u"`", u"‘"},
        {u"'", u"’"},
        {u"<<", u"«"},
        {u">>", u"»"},
        {u"<", u"&lt;"},
        {u">", u"&gt;"},
    }};
    for (const auto &[written, shown] : ligatures) {
        if (startsWith(written)) {
            m_at += written.size();
            return write(shown.toString());
        }
    }
    ++m_at;
    write(u"-"_s);
}

void LatexReader::readMath()
{
    const QString mark = startsWith(u"$$") ? u"$$"_s : u"$"_s;
    m_at += mark.size();
    const qsizetype from = m_at;
    while (!atEnd() && !startsWith(mark))
        m_at += peek() == u'\\' ? 2 : 1;
    m_at = std::min(m_at, m_latex.size());
    const QString tex = m_latex.mid(from, m_at - from);
    m_at = std::min(m_at + mark.size(), m_latex.size());
    if (mark.size() == 2)
        readDisplay(tex);
    else
        write(mathHtml(tex));
}

void LatexReader::readDisplay(const QString &tex)
{
    write("<br>&nbsp;&nbsp;&nbsp;&nbsp;"_L1 + mathHtml(tex) + "<br>"_L1);
}

/// A group holds a change of style such as {\bf …}: the style's command takes the rest of the group.
void LatexReader::readGroup()
{
    ++m_at;
    readUntilEnd({});
    if (peek() == u'}')
        ++m_at;
}

void LatexReader::readCommand()
{
    if (startsWith(u"\\[") || startsWith(u"\\(")) {
        const bool display = startsWith(u"\\[");
        m_at += 2;
        const QString tex = rawUntil(display ? u"\\]"_s : u"\\)"_s);
        return display ? readDisplay(tex) : write(mathHtml(tex));
    }
    const QString name = commandName();
    if (name.size() == 1 && !name[0].isLetter() && !readAccent(name)) {
        if (name == "\\"_L1) {
            std::ignore = optionalGroup();
            return write(u"<br>"_s);
        }
        if (name == "-"_L1 || name == "/"_L1 || name == "!"_L1)
            return;
        return write(name == ","_L1 ? u"\u2009"_s : name[0].isSpace() ? u" "_s : name.toHtmlEscaped());
    }
    if (name.size() == 1 && !name[0].isLetter())
        return;
    if (expandMacro(name) || readDefinition(name) || readStructure(name) || readStyle(name) || readReference(name) ||
        readIgnored(name))
        return;
    if (const QString sign = textSign(name); !sign.isNull()) {
        skipCommandSpace();
        return write(sign.toHtmlEscaped());
    }
    if (readAccent(name))
        return;
    // An unknown command is dropped; what stands in braces behind it is read as text.
    skipCommandSpace();
}

/// Spaces behind the letters of a command belong to it; so does the pair of braces that ends it.
void LatexReader::skipCommandSpace()
{
    if (startsWith(u"{}")) {
        m_at += 2;
        return;
    }
    while (!atEnd() && (peek() == u' ' || peek() == u'\t'))
        ++m_at;
}

} // namespace assay::core
