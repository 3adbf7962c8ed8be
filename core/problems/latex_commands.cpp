// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands and environments of the LaTeX subset become: the second half of LatexReader.
#include "core/problems/latex_reader.h"
#include "core/problems/math_signs.h"
#include "core/problems/statement_picture.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <tuple>

namespace assay::core {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, QString> &headings()
{
    static const QHash<QString, QString> tags = {{u"section"_s, u"h2"_s},       {u"subsection"_s, u"h3"_s},
                                                 {u"subsubsection"_s, u"h4"_s}, {u"paragraph"_s, u"h4"_s},
                                                 {u"InputFile"_s, u"h2"_s},     {u"OutputFile"_s, u"h2"_s}};
    return tags;
}

/// Commands with an argument, and declarations that hold to the end of the group.
const QHash<QString, QString> &styles()
{
    static const QHash<QString, QString> tags = {{u"textbf"_s, u"b"_s},
                                                 {u"bf"_s, u"b"_s},
                                                 {u"bfseries"_s, u"b"_s},
                                                 {u"textit"_s, u"i"_s},
                                                 {u"emph"_s, u"i"_s},
                                                 {u"em"_s, u"i"_s},
                                                 {u"it"_s, u"i"_s},
                                                 {u"itshape"_s, u"i"_s},
                                                 {u"textsl"_s, u"i"_s},
                                                 {u"texttt"_s, u"code"_s},
                                                 {u"tt"_s, u"code"_s},
                                                 {u"ttfamily"_s, u"code"_s},
                                                 {u"t"_s, u"code"_s},
                                                 {u"underline"_s, u"u"_s},
                                                 {u"sout"_s, u"s"_s},
                                                 {u"textsuperscript"_s, u"sup"_s},
                                                 {u"textsubscript"_s, u"sub"_s}};
    return tags;
}

bool isDeclaration(const QString &name)
{
    static const QSet<QString> names = {u"bf"_s, u"bfseries"_s, u"em"_s, u"it"_s, u"itshape"_s, u"tt"_s, u"ttfamily"_s};
    return names.contains(name);
}

/// Width in percent from "0.4", "[width=0.4\textwidth]" and the like; 0 when there is none.
int widthPercent(const QString &options)
{
    static const QRegularExpression fraction{
        u"(?:^|width\\s*=\\s*)(\\d*\\.?\\d+)\\s*(?:$|\\\\(?:text|line|column)width)"_s};
    const auto match = fraction.match(options.trimmed());
    const double width = match.hasMatch() ? match.captured(1).toDouble() : 0;
    return width > 0 && width <= 1 ? static_cast<int>(width * 100) : 0;
}

} // namespace

bool LatexReader::readStructure(const QString &name)
{
    if (const QString tag = headings().value(name); !tag.isNull()) {
        if (peek() == u'*')
            ++m_at;
        std::ignore = optionalGroup();
        const QString title = name == "InputFile"_L1 ? u"Input"_s : name == "OutputFile"_L1 ? u"Output"_s : rawGroup();
        writeBlock(u'<' + tag + u'>' + inlineHtml(title) + "</"_L1 + tag + u'>');
    } else if (name == "begin"_L1) {
        readEnvironment();
    } else if (name == "par"_L1) {
        closeParagraph();
    } else if (name == "problemname"_L1) {
        if (peek() == u'{')
            std::ignore = rawGroup();
    } else if (name == "newline"_L1 || name == "linebreak"_L1) {
        write(u"<br>"_s);
    } else if (name == "includegraphics"_L1) {
        readPicture();
    } else if (name == "illustration"_L1) {
        readIllustration();
    } else if (name == "verb"_L1 && !atEnd()) {
        const QString mark{m_latex[m_at++]};
        write("<code>"_L1 + rawUntil(mark).toHtmlEscaped() + "</code>"_L1);
    } else if (name == "item"_L1) {
        write(u"<br>• "_s); // Outside of a list.
    } else {
        return false;
    }
    return true;
}

bool LatexReader::readStyle(const QString &name)
{
    const QString tag = styles().value(name);
    if (tag.isNull())
        return false;
    if (!isDeclaration(name)) {
        write(u'<' + tag + u'>' + inlineHtml(rawGroup()) + "</"_L1 + tag + u'>');
        return true;
    }
    skipCommandSpace();
    // The rest of the group, which may be the whole document: then one paragraph is enough.
    qsizetype end = m_at;
    for (int depth = 0; end < m_latex.size(); ++end) {
        if (m_latex[end] == u'\\')
            ++end;
        else if (m_latex[end] == u'{')
            ++depth;
        else if ((m_latex[end] == u'}' && --depth < 0) || QStringView{m_latex}.sliced(end).startsWith(u"\n\n"))
            break;
    }
    end = std::min(end, m_latex.size());
    const QString rest = m_latex.mid(m_at, end - m_at);
    m_at = end;
    write(u'<' + tag + u'>' + inlineHtml(rest) + "</"_L1 + tag + u'>');
    return true;
}

bool LatexReader::readReference(const QString &name)
{
    if (name == "url"_L1)
        write("<code>"_L1 + rawGroup().toHtmlEscaped() + "</code>"_L1);
    else if (name == "href"_L1) {
        std::ignore = rawGroup();
        write(inlineHtml(rawGroup()));
    } else if (name == "footnote"_L1)
        write(" ("_L1 + inlineHtml(rawGroup()) + u')');
    else if (name == "caption"_L1)
        writeBlock("<p><i>"_L1 + inlineHtml(rawGroup()) + "</i></p>"_L1);
    else if (name == "epigraph"_L1) {
        const QString text = inlineHtml(rawGroup());
        writeBlock("<blockquote><i>"_L1 + text + "</i><br>"_L1 + inlineHtml(rawGroup()) + "</blockquote>"_L1);
    } else if (name == "constant"_L1)
        write(m_constants.value(rawGroup()).toHtmlEscaped());
    else if (name == "textcolor"_L1) {
        std::ignore = rawGroup();
        write(inlineHtml(rawGroup()));
    } else
        return false;
    return true;
}

/// Commands that say how a page looks, with as many arguments as they have.
bool LatexReader::readIgnored(const QString &name)
{
    static const QHash<QString, int> arguments = {
        {u"label"_s, 1},         {u"ref"_s, 1},           {u"cite"_s, 1},
        {u"vspace"_s, 1},        {u"hspace"_s, 1},        {u"setlength"_s, 2},
        {u"addtolength"_s, 2},   {u"setcounter"_s, 2},    {u"color"_s, 1},
        {u"usepackage"_s, 1},    {u"documentclass"_s, 1}, {u"pagestyle"_s, 1},
        {u"thispagestyle"_s, 1}, {u"input"_s, 1},         {u"include"_s, 1},
        {u"phantom"_s, 1},       {u"hyphenation"_s, 1},   {u"graphicspath"_s, 1},
        {u"captionsetup"_s, 1},  {u"nextsample"_s, 0},    {u"remainingsamples"_s, 0},
        {u"noindent"_s, 0},      {u"centering"_s, 0},     {u"hfill"_s, 0},
        {u"vfill"_s, 0},         {u"smallskip"_s, 0},     {u"medskip"_s, 0},
        {u"bigskip"_s, 0},       {u"newpage"_s, 0},       {u"clearpage"_s, 0},
        {u"pagebreak"_s, 0},     {u"hline"_s, 0},         {u"cline"_s, 1},
        {u"toprule"_s, 0},       {u"midrule"_s, 0},       {u"bottomrule"_s, 0},
        {u"maketitle"_s, 0}};
    const auto found = arguments.constFind(name);
    if (found == arguments.constEnd())
        return false;
    if (peek() == u'*')
        ++m_at;
    std::ignore = optionalGroup();
    for (int i = 0; i < *found; ++i)
        std::ignore = rawGroup();
    if (*found == 0)
        skipCommandSpace();
    return true;
}

bool LatexReader::readAccent(const QString &name)
{
    static const QHash<QString, QChar> marks = {{u"`"_s, QChar(0x300)}, {u"'"_s, QChar(0x301)},  {u"^"_s, QChar(0x302)},
                                                {u"~"_s, QChar(0x303)}, {u"\""_s, QChar(0x308)}, {u"="_s, QChar(0x304)},
                                                {u"."_s, QChar(0x307)}, {u"u"_s, QChar(0x306)},  {u"v"_s, QChar(0x30C)},
                                                {u"H"_s, QChar(0x30B)}, {u"c"_s, QChar(0x327)},  {u"k"_s, QChar(0x328)},
                                                {u"r"_s, QChar(0x30A)}, {u"d"_s, QChar(0x323)}};
    const QChar mark = marks.value(name);
    if (mark.isNull())
        return false;
    QString base = rawGroup();
    if (base == "\\i"_L1 || base == "\\j"_L1)
        base = base.sliced(1);
    if (base.isEmpty()) {
        write(name.toHtmlEscaped());
        return true;
    }
    base.insert(1, mark);
    write(base.normalized(QString::NormalizationForm_C).toHtmlEscaped());
    return true;
}

void LatexReader::readPicture()
{
    if (peek() == u'*')
        ++m_at;
    const QString options = optionalGroup();
    const QString file = rawGroup().trimmed();
    write(pictureHtml(file, file.section(u'/', -1), m_folder, widthPercent(options)));
}

void LatexReader::readIllustration()
{
    const int width = widthPercent(rawGroup());
    const QString file = rawGroup().trimmed();
    const QString caption = inlineHtml(rawGroup());
    const QString picture = pictureHtml(file, {}, m_folder, width > 0 ? width : 30);
    writeBlock("<p align=\"right\">"_L1 + picture + "<br><i>"_L1 + caption + "</i></p>"_L1);
}

void LatexReader::readEnvironment()
{
    static const QSet<QString> verbatim = {u"verbatim"_s, u"lstlisting"_s, u"Verbatim"_s, u"alltt"_s, u"minted"_s};
    static const QSet<QString> formulas = {u"equation"_s, u"displaymath"_s, u"align"_s,   u"eqnarray"_s,
                                           u"gather"_s,   u"math"_s,        u"multline"_s};
    static const QSet<QString> dropped = {u"comment"_s, u"tikzpicture"_s, u"asy"_s};
    static const QHash<QString, int> withArguments = {
        {u"wrapfigure"_s, 2}, {u"minipage"_s, 1}, {u"subfigure"_s, 1}, {u"adjustbox"_s, 1}, {u"multicols"_s, 1}};
    const QString full = rawGroup();
    const QString name = full.endsWith(u'*') ? full.chopped(1) : full;
    const QString end = "\\end{"_L1 + full + u'}';
    if (verbatim.contains(name))
        return readVerbatim(full);
    if (formulas.contains(name))
        return readDisplay(rawUntil(end));
    if (dropped.contains(name)) {
        std::ignore = rawUntil(end);
        return;
    }
    if (name == "itemize"_L1 || name == "enumerate"_L1 || name == "description"_L1)
        return readList(full);
    if (name.startsWith("tabular"_L1) || name == "longtable"_L1)
        return readTable(full);
    std::ignore = optionalGroup();
    for (int i = 0; i < withArguments.value(name); ++i) {
        std::ignore = rawGroup();
        std::ignore = optionalGroup();
    }
    if (name == "Input"_L1 || name == "Output"_L1 || name == "Interaction"_L1)
        writeBlock("<h2>"_L1 + name + "</h2>"_L1);
    const bool quote = name == "quote"_L1 || name == "quotation"_L1;
    const bool center = name == "center"_L1;
    if (quote || center)
        writeBlock(quote ? u"<blockquote>"_s : u"<div align=\"center\">"_s);
    readUntilEnd(full);
    closeParagraph();
    if (quote || center)
        writeBlock(quote ? u"</blockquote>"_s : u"</div>"_s);
}

void LatexReader::readVerbatim(const QString &name)
{
    std::ignore = optionalGroup();
    if (name == "minted"_L1)
        std::ignore = rawGroup();
    QString text = rawUntil("\\end{"_L1 + name + u'}');
    if (text.startsWith(u'\n'))
        text.remove(0, 1);
    writeBlock("<pre>"_L1 + text.toHtmlEscaped() + "</pre>"_L1);
}

void LatexReader::readList(const QString &name)
{
    std::ignore = optionalGroup();
    const QString tag = name == "enumerate"_L1 ? u"ol"_s : u"ul"_s;
    writeBlock(u'<' + tag + u'>');
    if (++m_depth > kDeepest) {
        m_at = m_latex.size();
        return;
    }
    bool inItem = false;
    bool ended = false;
    // Items hold paragraphs of their own only when they are long; one list entry shows the same.
    const bool wasInline = std::exchange(m_inline, true);
    while (!atEnd() && !ended) {
        if (startsWith(u"\\item") && (m_at + 5 >= m_latex.size() || !m_latex[m_at + 5].isLetter())) {
            m_at += 5;
            m_html += inItem ? "</li>\n<li>"_L1 : "<li>"_L1;
            inItem = true;
            if (const QString term = optionalGroup(); !term.isEmpty())
                m_html += "<b>"_L1 + inlineHtml(term) + "</b> "_L1;
            skipSpace();
        } else if (startsWith(u"\\end{")) {
            m_at += 4;
            ended = rawGroup() == name;
        } else {
            readOne();
        }
    }
    m_inline = wasInline;
    --m_depth;
    m_html += (inItem ? "</li>\n</"_L1 : "</"_L1) + tag + ">\n"_L1;
}

void LatexReader::readTable(const QString &name)
{
    if (name == "tabular*"_L1 || name == "tabularx"_L1)
        std::ignore = rawGroup(); // The width.
    std::ignore = optionalGroup();
    const bool lines = rawGroup().contains(u'|');
    const QString body = rawUntil("\\end{"_L1 + name + u'}');
    QString html = lines || body.contains("\\hline"_L1)
                       ? u"<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n"_s
                       : u"<table cellpadding=\"4\">\n"_s;
    static const QRegularExpression rule{u"\\\\(hline|toprule|midrule|bottomrule|cline\\{[^}]*\\})"_s};
    static const QRegularExpression rowEnd{u"\\\\\\\\(\\[[^\\]]*\\])?|\\\\tabularnewline"_s};
    static const QRegularExpression cellEnd{u"(?<!\\\\)&"_s};
    static const QRegularExpression spanning{
        u"^\\s*\\\\multi(?:column|col|row)\\{(\\d+)\\}\\{[^}]*\\}\\{(.*)\\}\\s*$"_s,
        QRegularExpression::DotMatchesEverythingOption};
    for (QString row : QString{body}.remove(rule).split(rowEnd)) {
        if (row.trimmed().isEmpty())
            continue;
        html += "<tr>"_L1;
        for (const QString &cell : row.split(cellEnd)) {
            const auto wide = spanning.match(cell);
            const bool columns = wide.hasMatch() && !cell.contains("\\multirow"_L1);
            const QString text = wide.hasMatch() ? wide.captured(2) : cell;
            html += (columns ? "<td colspan=\""_L1 + wide.captured(1) + "\">"_L1 : u"<td>"_s) +
                    inlineHtml(text.trimmed()) + "</td>"_L1;
        }
        html += "</tr>\n"_L1;
    }
    writeBlock(html + "</table>"_L1);
}

} // namespace assay::core
