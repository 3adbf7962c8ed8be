// SPDX-License-Identifier: GPL-3.0-or-later
// Fuzz target: statements in Markdown and LaTeX. The HTML has no scripts and asks for nothing from elsewhere.
// First byte: which of them.
#include "core/problems/latex_html.h"
#include "core/problems/markdown_html.h"
#include "tests/fuzz/fuzz_target.h"

#include <QRegularExpression>

using namespace assay::core;
using namespace Qt::StringLiterals;
using assay::fuzz::require;

std::vector<assay::fuzz::Seed> assay::fuzz::seeds()
{
    return {
        {"markdown", "\x01# Title\n\nText *a* **b** `c` $x_1^2 \\le \\frac{a}{b}$ $$\\sum_{i=1}^n i$$\n\n"
                     "| a | b |\n|---|---|\n| 1 | 2 |\n\n![p](p.png) [l](http://x) <script>x</script>\n\n[^1]: note\n"},
        {"latex", R"(\problemname{T}
\section*{Input} Some \textbf{bold \emph{x}} text --- ``quoted'' $a_i \leq 10^5$.
\begin{itemize}\item a \item b\end{itemize}
\begin{tabular}{|l|r|}\hline a & b \\ \hline\end{tabular}
\includegraphics[width=0.5\textwidth]{p.png} \href{http://x}{y} \illustration{0.3}{p.jpg}{c}
\newcommand{\x}[1]{a#1b} \x{1} \def\y{z} \y \constant{n} $$\begin{cases} a & b \\ c & d \end{cases}$$
\begin{verbatim}<b>\end{verbatim} % comment
)"},
        {"macros", "\\newcommand{\\a}{\\b\\b}\\newcommand{\\b}{\\a\\a}\\a"},
        {"math",
         "\x01$\\left( \\sqrt[3]{x} \\right) \\mathbb{N} \\vec{a} \\text{if } \\begin{matrix}1&2\\\\3&4\\end{matrix}$"},
    };
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > 16 * 1024)
        return 0;
    static const QRegularExpression harmful{
        u"<\\s*(script|iframe|object|embed|link|meta|base|form|style)\\b|<[a-z][^>]*\\s(on[a-z]+|src|srcset)\\s*=\\s*"
        u"[\"']?(?!data:image/)"_s,
        QRegularExpression::CaseInsensitiveOption};
    const bool markdown = data[0] == 1;
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data + (markdown ? 1 : 0)),
                                           static_cast<qsizetype>(size - (markdown ? 1 : 0)));
    const QMap<QString, QString> constants{{u"n"_s, u"5"_s}};
    const QString html = markdown ? markdownToHtml(text, "/nonexistent") : latexToHtml(text, "/nonexistent", constants);
    require(!harmful.match(html).hasMatch());
    require(html.size() < 4 * 1024 * 1024);
    if (!markdown)
        (void)latexToPlainText(text);
    return 0;
}
