// SPDX-License-Identifier: GPL-3.0-or-later
// Turns TeX formulas into HTML without any program on the page: italics, sub- and superscripts, Unicode signs.
#include "core/problems/math_html.h"

#include "core/problems/math_signs.h"

#include <QHash>
#include <QSet>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Groups in groups beyond this depth are shown as they are written.
constexpr int kDeepest = 60;

class MathReader
{
public:
    explicit MathReader(const QString &tex)
        : m_tex(tex)
    {
    }

    QString all()
    {
        QString html;
        while (m_at < m_tex.size()) {
            html += until(QChar());
            if (m_at < m_tex.size()) // A brace that closes nothing.
                ++m_at;
        }
        // Not simplified(): it would make plain spaces of the thin and wide ones.
        while (html.contains("  "_L1))
            html.replace("  "_L1, " "_L1);
        return html.startsWith(u' ') ? html.sliced(1) : html;
    }

private:
    /// Everything up to `end` at this level (which stays), or to a closing brace or \end.
    QString until(QChar end)
    {
        QString html;
        if (++m_depth > kDeepest) {
            html = m_tex.mid(m_at).toHtmlEscaped();
            m_at = m_tex.size();
        }
        while (m_at < m_tex.size() && m_tex[m_at] != u'}' && (end.isNull() || m_tex[m_at] != end)) {
            if (startsWith(u"\\end{") || startsWith(u"\\right"))
                break;
            html += atom();
        }
        --m_depth;
        return html;
    }

    bool startsWith(QStringView text) const { return QStringView{m_tex}.sliced(m_at).startsWith(text); }

    QString atom()
    {
        const QChar c = m_tex[m_at];
        if (c == u'\\')
            return command();
        if (c == u'{')
            return group();
        ++m_at;
        if (c == u'^' || c == u'_')
            return script(c);
        if (c.isSpace())
            return {};
        if (c == u'%') {
            while (m_at < m_tex.size() && m_tex[m_at] != u'\n')
                ++m_at;
            return {};
        }
        if (c == u'~')
            return u"&nbsp;"_s;
        if (c == u'&')
            return u"\u2003"_s;
        return sign(c);
    }

    QString sign(QChar c)
    {
        if (c.isLetter()) {
            QString word{c};
            while (m_at < m_tex.size() && m_tex[m_at].isLetter())
                word += m_tex[m_at++];
            return "<i>"_L1 + word.toHtmlEscaped() + "</i>"_L1;
        }
        switch (c.unicode()) {
        case u'\'':
            return u"′"_s;
        case u'-':
            return u" − "_s;
        case u'=':
        case u'+':
        case u'<':
        case u'>':
            return u' ' + QString{c}.toHtmlEscaped() + u' ';
        case u',':
        case u';':
            return QString{c} + u' ';
        default:
            return QString{c}.toHtmlEscaped();
        }
    }

    /// A group in braces, or the next single thing.
    QString argument()
    {
        skipSpace();
        if (m_at >= m_tex.size() || m_tex[m_at] == u'}')
            return {};
        if (m_tex[m_at] == u'{')
            return group();
        if (m_tex[m_at] == u'\\')
            return command();
        const QChar c = m_tex[m_at++];
        return c.isLetter() ? "<i>"_L1 + c + "</i>"_L1 : QString{c}.toHtmlEscaped();
    }

    QString group()
    {
        ++m_at;
        const QString html = until(QChar());
        if (m_at < m_tex.size() && m_tex[m_at] == u'}')
            ++m_at;
        return html;
    }

    QString script(QChar mark)
    {
        const QString tag = mark == u'^' ? u"sup"_s : u"sub"_s;
        const QString html = argument().trimmed();
        return u'<' + tag + u'>' + html + "</"_L1 + tag + u'>';
    }

    void skipSpace()
    {
        while (m_at < m_tex.size() && m_tex[m_at].isSpace())
            ++m_at;
    }

    QString commandName()
    {
        ++m_at;
        if (m_at >= m_tex.size())
            return {};
        if (!m_tex[m_at].isLetter())
            return QString{m_tex[m_at++]};
        const qsizetype from = m_at;
        while (m_at < m_tex.size() && m_tex[m_at].isLetter())
            ++m_at;
        return m_tex.mid(from, m_at - from);
    }

    QString command()
    {
        if (m_depth > kDeepest) {
            const QString rest = m_tex.mid(m_at).toHtmlEscaped();
            m_at = m_tex.size();
            return rest;
        }
        ++m_depth;
        const QString html = commandHtml();
        --m_depth;
        return html;
    }

    QString commandHtml()
    {
        const QString name = commandName();
        if (const QString text = punctuation(name); !text.isNull())
            return text;
        if (const QString sign = mathSign(name); !sign.isNull())
            return isMathLetter(name) ? "<i>"_L1 + sign + "</i>"_L1 : spaced(name, sign.toHtmlEscaped());
        if (const QString text = upright(name); !text.isNull())
            return text;
        return construct(name);
    }

    /// A word such as log keeps its distance from what follows, unless that is a bracket or a script.
    QString spaced(const QString &name, const QString &sign)
    {
        if (!sign[0].isLetter() || sign != name)
            return sign;
        skipSpace();
        const bool close = m_at >= m_tex.size() || QStringView{u"([{_^,.)}"}.contains(m_tex[m_at]);
        return close ? sign : sign + u' ';
    }

    static QString punctuation(const QString &name)
    {
        if (name.size() != 1 || name[0].isLetter())
            return {};
        switch (name[0].unicode()) {
        case u',':
            return u"\u2009"_s;
        case u':':
        case u';':
        case u' ':
            return u" "_s;
        case u'!':
        case u'(':
        case u')':
        case u'[':
        case u']':
            return u""_s;
        case u'\\':
            return u"<br>"_s;
        case u'|':
            return u"‖"_s;
        default:
            return name.toHtmlEscaped();
        }
    }

    /// Commands whose argument is text and not a formula.
    QString upright(const QString &name)
    {
        static const QSet<QString> words = {u"mathrm"_s, u"text"_s,   u"textrm"_s, u"textnormal"_s,   u"mbox"_s,
                                            u"hbox"_s,   u"textsf"_s, u"mathsf"_s, u"operatorname"_s, u"textsc"_s};
        static const QHash<QString, QString> tags = {
            {u"texttt"_s, u"code"_s}, {u"mathtt"_s, u"code"_s}, {u"textbf"_s, u"b"_s}, {u"mathbf"_s, u"b"_s},
            {u"textit"_s, u"i"_s},    {u"mathit"_s, u"i"_s},    {u"emph"_s, u"i"_s}};
        if (words.contains(name))
            return rawArgument();
        if (const QString tag = tags.value(name); !tag.isNull())
            return u'<' + tag + u'>' + rawArgument() + "</"_L1 + tag + u'>';
        if (name == "mathbb"_L1)
            return mathBlackboard(rawArgument());
        return {};
    }

    /// The argument as text: spaces count, formulas within are between dollar signs.
    QString rawArgument()
    {
        skipSpace();
        if (m_at >= m_tex.size())
            return u""_s;
        if (m_tex[m_at] == u'*') // \operatorname*
            ++m_at;
        if (m_at >= m_tex.size() || m_tex[m_at] != u'{')
            return argument();
        ++m_at;
        QString html = u""_s;
        int depth = 1;
        for (; m_at < m_tex.size(); ++m_at) {
            const QChar c = m_tex[m_at];
            if (c == u'\\' && m_at + 1 < m_tex.size()) {
                html += command().trimmed();
                --m_at;
                continue;
            }
            depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
            if (depth == 0)
                break;
            if (c == u'~')
                html += "&nbsp;"_L1;
            else if (c != u'{' && c != u'}' && c != u'$')
                html += QString{c}.toHtmlEscaped();
        }
        if (m_at < m_tex.size()) // else it is never closed
            ++m_at;
        return html;
    }

    QString construct(const QString &name)
    {
        if (name == "frac"_L1 || name == "dfrac"_L1 || name == "tfrac"_L1 || name == "cfrac"_L1) {
            const QString numerator = bracketed(argument());
            return numerator + u'/' + bracketed(argument());
        }
        if (name == "binom"_L1 || name == "dbinom"_L1) {
            const QString upper = argument();
            return "C("_L1 + upper + ", "_L1 + argument() + u')';
        }
        if (name == "sqrt"_L1)
            return root();
        if (name == "pmod"_L1)
            return " (mod "_L1 + argument() + u')';
        if (name == "overline"_L1 || name == "bar"_L1)
            return "<span style=\"text-decoration:overline\">"_L1 + argument() + "</span>"_L1;
        if (name == "underline"_L1)
            return "<u>"_L1 + argument() + "</u>"_L1;
        if (name == "not"_L1)
            return negated();
        if (name == "begin"_L1)
            return environment();
        if (name == "left"_L1)
            return delimited();
        if (name == "stackrel"_L1 || name == "overset"_L1 || name == "underset"_L1) {
            const QString tag = name == "underset"_L1 ? u"sub"_s : u"sup"_s;
            const QString small = argument();
            return argument() + u'<' + tag + u'>' + small + "</"_L1 + tag + u'>';
        }
        return accentOrIgnored(name);
    }

    QString accentOrIgnored(const QString &name)
    {
        if (const QChar accent = mathAccent(name); !accent.isNull()) {
            QString base = argument();
            const qsizetype end = base.endsWith("</i>"_L1) ? base.size() - 4 : base.size();
            return base.insert(end, accent);
        }
        return isMathLayout(name) ? QString() : name.toHtmlEscaped();
    }

    /// Brackets around what is more than one number, word or letter.
    static QString bracketed(const QString &html)
    {
        const QString text = html.trimmed();
        qsizetype letters = 0;
        bool inTag = false;
        for (const QChar c : text) {
            inTag = c == u'<' || (inTag && c != u'>');
            if (!inTag && c != u'>' && !c.isLetterOrNumber() && c != u'.')
                return u'(' + text + u')';
            letters += !inTag && c.isLetter() ? 1 : 0;
        }
        return letters > 1 && text.count("<i>"_L1) > 1 ? u'(' + text + u')' : text;
    }

    QString root()
    {
        QString degree;
        skipSpace();
        if (m_at < m_tex.size() && m_tex[m_at] == u'[') {
            ++m_at;
            degree = "<sup>"_L1 + until(u']') + "</sup>"_L1;
            if (m_at < m_tex.size() && m_tex[m_at] == u']')
                ++m_at;
        }
        return degree + u'√' + bracketed(argument());
    }

    QString negated()
    {
        QString sign = argument().trimmed();
        if (sign == u'=')
            return u" ≠ "_s;
        return u' ' + sign + QChar(0x338) + u' ';
    }

    /// \left( … \right): the delimiters are signs like others, a dot is none.
    QString delimited()
    {
        const auto delimiter = [this] {
            skipSpace();
            if (m_at < m_tex.size() && m_tex[m_at] == u'.') {
                ++m_at;
                return QString();
            }
            return argument().trimmed();
        };
        QString html = delimiter();
        html += until(QChar());
        if (startsWith(u"\\right")) {
            m_at += 6;
            html += delimiter();
        }
        return html;
    }

    QString environment()
    {
        const QString name = rawArgument();
        if (name.startsWith("array"_L1) || name.startsWith("alignat"_L1))
            rawArgument(); // The columns.
        QString html = until(QChar());
        if (startsWith(u"\\end{")) {
            m_at += 4;
            rawArgument();
        }
        if (name == "cases"_L1)
            return "{ <br>"_L1 + html;
        if (name == "pmatrix"_L1)
            return u'(' + html + u')';
        return html;
    }

    const QString &m_tex;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

QString mathToHtml(const QString &tex)
{
    return MathReader{tex}.all();
}

} // namespace assay::core
