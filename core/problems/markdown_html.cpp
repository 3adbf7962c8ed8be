// SPDX-License-Identifier: GPL-3.0-or-later
// Turns Markdown statements into HTML.
#include "core/problems/markdown_html.h"

#include "core/problems/math_html.h"
#include "core/problems/statement_picture.h"

#include <md4c.h>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Receives what md4c finds. Within a picture's alternative text only text counts; a formula's text is collected.
class MarkdownWriter
{
public:
    explicit MarkdownWriter(const std::filesystem::path &folder)
        : m_folder(folder)
    {
    }

    QString html() && { return std::move(m_html); }

    void enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_OL:
            m_html += u"<ol start=\"%1\">\n"_s.arg(static_cast<MD_BLOCK_OL_DETAIL *>(detail)->start);
            break;
        case MD_BLOCK_HR:
            m_html += "<hr>\n"_L1;
            break;
        case MD_BLOCK_TABLE:
            m_html += "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n"_L1;
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            m_html +=
                u'<' + blockTag(type, detail) + alignment(static_cast<MD_BLOCK_TD_DETAIL *>(detail)->align) + u'>';
            break;
        case MD_BLOCK_CODE:
            m_html += "<pre>"_L1;
            break;
        default:
            if (const QString tag = blockTag(type, detail); !tag.isEmpty())
                m_html += u'<' + tag + u'>';
        }
    }

    void leaveBlock(MD_BLOCKTYPE type, void *detail)
    {
        if (const QString tag = blockTag(type, detail); !tag.isEmpty() && type != MD_BLOCK_HR)
            m_html += "</"_L1 + tag + ">\n"_L1;
    }

    void enterSpan(MD_SPANTYPE type, void *detail)
    {
        if (type == MD_SPAN_IMG) {
            if (m_pictureDepth++ == 0) {
                const MD_ATTRIBUTE &source = static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src;
                m_picture = QString::fromUtf8(source.text, static_cast<qsizetype>(source.size));
                m_alt.clear();
            }
        } else if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) {
            m_inFormula = true;
            m_formula.clear();
        } else if (m_pictureDepth == 0) {
            m_html += spanTag(type, false);
        }
    }

    void leaveSpan(MD_SPANTYPE type)
    {
        if (type == MD_SPAN_IMG) {
            if (--m_pictureDepth == 0)
                m_html += pictureHtml(m_picture, m_alt, m_folder);
        } else if (type == MD_SPAN_LATEXMATH || type == MD_SPAN_LATEXMATH_DISPLAY) {
            m_inFormula = false;
            const QString formula = mathToHtml(m_formula);
            if (m_pictureDepth > 0)
                m_alt += m_formula;
            else if (type == MD_SPAN_LATEXMATH_DISPLAY)
                m_html += "<br>&nbsp;&nbsp;&nbsp;&nbsp;"_L1 + formula + "<br>"_L1;
            else
                m_html += formula;
        } else if (m_pictureDepth == 0) {
            m_html += spanTag(type, true);
        }
    }

    void text(MD_TEXTTYPE type, const QString &text)
    {
        if (m_inFormula)
            m_formula += text;
        else if (m_pictureDepth > 0)
            m_alt += type == MD_TEXT_SOFTBR || type == MD_TEXT_BR ? u" "_s : text;
        else if (type == MD_TEXT_BR)
            m_html += "<br>\n"_L1;
        else if (type == MD_TEXT_SOFTBR)
            m_html += u'\n';
        else if (type == MD_TEXT_NULLCHAR)
            m_html += QChar(QChar::ReplacementCharacter);
        else if (type == MD_TEXT_ENTITY)
            m_html += text; // md4c has checked its form: "&name;" or a number.
        else
            m_html += text.toHtmlEscaped();
    }

private:
    static QString blockTag(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            return u"blockquote"_s;
        case MD_BLOCK_UL:
            return u"ul"_s;
        case MD_BLOCK_OL:
            return u"ol"_s;
        case MD_BLOCK_LI:
            return u"li"_s;
        case MD_BLOCK_H:
            // The page's own title is the first level.
            return u"h%1"_s.arg(std::min(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level + 1, 6U));
        case MD_BLOCK_CODE:
            return u"pre"_s;
        case MD_BLOCK_P:
            return u"p"_s;
        case MD_BLOCK_TABLE:
            return u"table"_s;
        case MD_BLOCK_THEAD:
            return u"thead"_s;
        case MD_BLOCK_TBODY:
            return u"tbody"_s;
        case MD_BLOCK_TR:
            return u"tr"_s;
        case MD_BLOCK_TH:
            return u"th"_s;
        case MD_BLOCK_TD:
            return u"td"_s;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HR:
        case MD_BLOCK_HTML:
            return {};
        }
        return {};
    }

    static QString alignment(MD_ALIGN align)
    {
        switch (align) {
        case MD_ALIGN_LEFT:
            return u" align=\"left\""_s;
        case MD_ALIGN_CENTER:
            return u" align=\"center\""_s;
        case MD_ALIGN_RIGHT:
            return u" align=\"right\""_s;
        case MD_ALIGN_DEFAULT:
            return {};
        }
        return {};
    }

    static QString spanTag(MD_SPANTYPE type, bool closing)
    {
        const auto tag = [closing](QLatin1StringView name) { return (closing ? "</"_L1 : "<"_L1) + name + u'>'; };
        switch (type) {
        case MD_SPAN_EM:
            return tag("i"_L1);
        case MD_SPAN_STRONG:
            return tag("b"_L1);
        case MD_SPAN_CODE:
            return tag("code"_L1);
        case MD_SPAN_DEL:
            return tag("s"_L1);
        case MD_SPAN_U:
            return tag("u"_L1);
        default:
            return {}; // A link is its text alone: nothing leads out of a statement.
        }
    }

    const std::filesystem::path &m_folder;
    QString m_html;
    QString m_formula;
    QString m_picture;
    QString m_alt;
    int m_pictureDepth = 0;
    bool m_inFormula = false;
};

MarkdownWriter *writer(void *data)
{
    return static_cast<MarkdownWriter *>(data);
}

} // namespace

QString markdownToHtml(const QString &markdown, const std::filesystem::path &folder)
{
    MarkdownWriter result{folder};
    const MD_PARSER parser = {
        .abi_version = 0,
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_LATEXMATHSPANS | MD_FLAG_NOHTML,
        .enter_block =
            [](MD_BLOCKTYPE type, void *detail, void *data) {
                writer(data)->enterBlock(type, detail);
                return 0;
            },
        .leave_block =
            [](MD_BLOCKTYPE type, void *detail, void *data) {
                writer(data)->leaveBlock(type, detail);
                return 0;
            },
        .enter_span =
            [](MD_SPANTYPE type, void *detail, void *data) {
                writer(data)->enterSpan(type, detail);
                return 0;
            },
        .leave_span =
            [](MD_SPANTYPE type, void *, void *data) {
                writer(data)->leaveSpan(type);
                return 0;
            },
        .text =
            [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
                writer(data)->text(type, QString::fromUtf8(text, static_cast<qsizetype>(size)));
                return 0;
            },
        .debug_log = nullptr,
        .syntax = nullptr,
    };
    const QByteArray text = markdown.toUtf8();
    md_parse(text.constData(), static_cast<MD_SIZE>(text.size()), &parser, &result);
    return std::move(result).html();
}

} // namespace assay::core
