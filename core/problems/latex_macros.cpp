// SPDX-License-Identifier: GPL-3.0-or-later
// The macros that a LaTeX statement defines for itself, in text and in formulas: a part of LatexReader.
#include "core/problems/latex_reader.h"
#include "core/problems/math_html.h"

#include <algorithm>
#include <tuple>

namespace assay::core {

using namespace Qt::StringLiterals;

QString LatexReader::mathHtml(const QString &tex)
{
    return mathToHtml(expandedMath(tex));
}

/// Macros of the statement work in formulas, too.
QString LatexReader::expandedMath(QString tex)
{
    for (qsizetype at = tex.indexOf(u'\\'); at >= 0 && m_expansions < kMostExpansions; at = tex.indexOf(u'\\', at)) {
        qsizetype end = at + 1;
        while (end < tex.size() && tex[end].isLetter())
            ++end;
        const QString name = tex.mid(at + 1, end - at - 1);
        if (name == "constant"_L1) {
            const qsizetype close = tex.indexOf(u'}', end);
            const QString value = close < 0 ? QString() : m_constants.value(tex.mid(end + 1, close - end - 1));
            tex.replace(at, close < 0 ? end - at : close + 1 - at, value);
            at += value.size();
            continue;
        }
        const auto macro = m_macros.constFind(name);
        if (macro == m_macros.constEnd()) {
            at = std::max(end, at + 2);
            continue;
        }
        ++m_expansions;
        LatexReader arguments{tex.mid(end), {}, {}};
        const QString body = arguments.substituted(*macro);
        tex = tex.first(at) + u'{' + body + u'}' + arguments.m_latex.mid(arguments.m_at);
        if (tex.size() > kLongest)
            return {};
    }
    return tex;
}

/// The macro's body with the arguments that stand here put in.
QString LatexReader::substituted(const Macro &macro)
{
    QString body = macro.body;
    for (int i = 1; i <= macro.arguments; ++i)
        body.replace(u"#%1"_s.arg(i), rawGroup());
    return body;
}

bool LatexReader::expandMacro(const QString &name)
{
    const auto macro = m_macros.constFind(name);
    if (macro == m_macros.constEnd())
        return false;
    if (++m_expansions > kMostExpansions || m_latex.size() > kLongest)
        return true;
    if (macro->arguments == 0)
        skipCommandSpace();
    const QString body = substituted(*macro);
    m_latex = body + m_latex.mid(m_at);
    m_at = 0;
    return true;
}

/// \newcommand{\name}[2]{body} and \def\name{body}.
bool LatexReader::readDefinition(const QString &name)
{
    const bool command = name == "newcommand"_L1 || name == "renewcommand"_L1 || name == "providecommand"_L1;
    if (!command && name != "def"_L1)
        return false;
    if (peek() == u'*')
        ++m_at;
    const QString defined = rawGroup().trimmed();
    Macro macro;
    if (command) {
        skipSpace();
        macro.arguments = std::clamp(optionalGroup().toInt(), 0, 9);
        std::ignore = optionalGroup();
    }
    macro.body = rawGroup();
    // One that names itself would never end.
    if (defined.size() > 1 && defined.startsWith(u'\\') && !macro.body.contains(defined))
        m_macros.insert(defined.sliced(1), macro);
    return true;
}

} // namespace assay::core
