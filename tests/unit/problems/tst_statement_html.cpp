// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of statements as HTML: formulas, Markdown, the LaTeX subset, and that nothing gets out of a statement.
#include "core/problems/statement_html.h"

#include "core/problems/latex_html.h"
#include "core/problems/markdown_html.h"
#include "core/problems/math_html.h"
#include "tests/unit/problems/package_folder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace assay;
using namespace assay::core;
using namespace Qt::StringLiterals;

class TestStatementHtml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mathToHtml_formula_isWritten_data();
    void mathToHtml_formula_isWritten();
    void latexToHtml_text_isWritten_data();
    void latexToHtml_text_isWritten();
    void markdownToHtml_text_isWritten_data();
    void markdownToHtml_text_isWritten();
    void pictures_onlyThoseBesideTheStatement_areShown();
    void hostileText_endsSoon_data();
    void hostileText_endsSoon();
    void statementHtml_constantsAndSampleMarks_areReplaced();
    void statementHtml_pdf_isUnsupported();
};

void TestStatementHtml::mathToHtml_formula_isWritten_data()
{
    QTest::addColumn<QString>("tex");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const QString &tex, const QString &html) {
        QTest::newRow(name) << tex << html;
    };
    row("variable and number", u"2n"_s, u"2<i>n</i>"_s);
    row("power", u"10^{15}"_s, u"10<sup>15</sup>"_s);
    row("index and power", u"a_i^2"_s, u"<i>a</i><sub><i>i</i></sub><sup>2</sup>"_s);
    row("range", u"1 \\le n \\leq 10^5"_s, u"1 ≤ <i>n</i> ≤ 10<sup>5</sup>"_s);
    row("greek", u"\\alpha\\Omega"_s, u"<i>α</i><i>Ω</i>"_s);
    row("operators", u"a \\cdot b \\times c \\neq d"_s, u"<i>a</i> · <i>b</i> × <i>c</i> ≠ <i>d</i>"_s);
    row("dots and infinity", u"x_1, \\ldots, \\infty"_s, u"<i>x</i><sub>1</sub>, …, ∞"_s);
    row("sum", u"\\sum_{i=1}^n i"_s, u"∑<sub><i>i</i> = 1</sub><sup><i>n</i></sup><i>i</i>"_s);
    row("floor of a fraction", u"\\left\\lfloor \\frac{n}{2} \\right\\rfloor"_s, u"⌊<i>n</i>/2⌋"_s);
    row("fraction of sums", u"\\frac{a+b}{2}"_s, u"(<i>a</i> + <i>b</i>)/2"_s);
    row("root", u"\\sqrt{n} + \\sqrt[3]{x+1}"_s, u"√<i>n</i> + <sup>3</sup>√(<i>x</i> + 1)"_s);
    row("text", u"\\mathrm{lcm}(a) \\text{ if } x"_s, u"lcm(<i>a</i>) if <i>x</i>"_s);
    row("words", u"\\log n, \\max(a)"_s, u"log <i>n</i>, max(<i>a</i>)"_s);
    row("thin space", u"100\\,000"_s, u"100\u2009000"_s);
    row("sets", u"x \\in \\mathbb{Z}"_s, u"<i>x</i> ∈ ℤ"_s);
    row("braces", u"\\{1, 2\\}"_s, u"{1, 2}"_s);
    row("escaped", u"a < b \\text{<b>}"_s, u"<i>a</i> &lt; <i>b</i>&lt;b&gt;"_s);
    row("unknown command", u"\\strange{x}"_s, u"strange<i>x</i>"_s);
    row("brace missing", u"x^{2"_s, u"<i>x</i><sup>2</sup>"_s);
    row("brace too many", u"x}y"_s, u"<i>x</i><i>y</i>"_s);
}

void TestStatementHtml::mathToHtml_formula_isWritten()
{
    QFETCH(QString, tex);
    QFETCH(QString, html);
    QCOMPARE(mathToHtml(tex), html);
}

void TestStatementHtml::latexToHtml_text_isWritten_data()
{
    QTest::addColumn<QString>("latex");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const QString &latex, const QString &html) {
        QTest::newRow(name) << latex << html;
    };
    row("title is left out", u"\\problemname{A}\n\nText."_s, u"<p>Text.</p>\n"_s);
    row("paragraphs", u"One\ntwo.\n\nThree."_s, u"<p>One two.</p>\n<p>Three.</p>\n"_s);
    row("heading", u"\\section*{In & out}"_s, u"<h2>In   out</h2>\n"_s);
    row("styles", u"\\textbf{b} \\emph{i} \\texttt{a\\_b} {\\bf x} y"_s,
        u"<p><b>b</b> <i>i</i> <code>a_b</code> <b>x</b> y</p>\n"_s);
    row("quotes and dashes", u"``a'' `b' c--d e---f g-h"_s, u"<p>“a” ‘b’ c–d e—f g-h</p>\n"_s);
    row("escapes", u"\\% \\$ \\& \\# \\_ \\{ \\} < >~x \\\\ y"_s,
        u"<p>% $ &amp; # _ { } &lt; &gt;&nbsp;x <br> y</p>\n"_s);
    row("comment", u"a % b\nc\n%d\ne"_s, u"<p>a c e</p>\n"_s);
    row("formula", u"$a_1$ and \\(b\\)"_s, u"<p><i>a</i><sub>1</sub> and <i>b</i></p>\n"_s);
    row("display", u"x \\[ y \\] $$z$$"_s,
        u"<p>x <br>&nbsp;&nbsp;&nbsp;&nbsp;<i>y</i><br> <br>&nbsp;&nbsp;&nbsp;&nbsp;<i>z</i><br></p>\n"_s);
    row("list", u"\\begin{itemize}\\item a\\item b\\end{itemize}"_s, u"<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"_s);
    row("verbatim", u"\\begin{verbatim}\n% a \\b <c>\n\\end{verbatim}"_s, u"<pre>% a \\b &lt;c&gt;\n</pre>\n"_s);
    row("table", u"\\begin{tabular}{ll}a & $b$\\\\c & d\\end{tabular}"_s,
        u"<table cellpadding=\"4\">\n<tr><td>a</td><td><i>b</i></td></tr>\n<tr><td>c</td><td>d</td></tr>\n</table>\n"_s);
    row("accents", u"\\\"a \\'{e} \\aa\\ \\o{}x \\c{c}"_s, u"<p>ä é å øx ç</p>\n"_s);
    row("links are text", u"\\href{http://x.example}{here} \\url{http://y.example}"_s,
        u"<p>here <code>http://y.example</code></p>\n"_s);
    row("macros", u"\\newcommand{\\maxn}{10^5}\\newcommand{\\p}[1]{(#1)}\\p{a} $n \\le \\maxn$"_s,
        u"<p>(a) <i>n</i> ≤ 10<sup>5</sup></p>\n"_s);
    row("unknown command shows its text", u"\\strange[x]{text}"_s, u"<p>[x]text</p>\n"_s);
    row("picture that is not there", u"\\includegraphics{dir/a.png}"_s, u"<p>a.png</p>\n"_s);
    row("environments of Kattis", u"\\begin{Output}x\\end{Output}"_s, u"<h2>Output</h2>\n<p>x</p>\n"_s);
}

void TestStatementHtml::latexToHtml_text_isWritten()
{
    QFETCH(QString, latex);
    QFETCH(QString, html);
    QCOMPARE(latexToHtml(latex, {}), html);
}

void TestStatementHtml::markdownToHtml_text_isWritten_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("html");
    const auto row = [](const char *name, const QString &markdown, const QString &html) {
        QTest::newRow(name) << markdown << html;
    };
    row("paragraph", u"a *b* **c** `d<`"_s, u"<p>a <i>b</i> <b>c</b> <code>d&lt;</code></p>\n"_s);
    row("heading", u"# Input"_s, u"<h2>Input</h2>\n"_s);
    row("formula", u"with $n_1 < 2$ ok"_s, u"<p>with <i>n</i><sub>1</sub> &lt; 2 ok</p>\n"_s);
    row("raw HTML is text", u"a <b onclick=\"x\">c</b>"_s, u"<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n"_s);
    row("script is text", u"<script>x</script>"_s, u"<p>&lt;script&gt;x&lt;/script&gt;</p>\n"_s);
    row("link is text", u"[a](javascript:x) <http://y.example>"_s, u"<p>a http://y.example</p>\n"_s);
    row("remote picture is its text", u"![a \"b\"](http://x.example/y.png)"_s, u"<p>a &quot;b&quot;</p>\n"_s);
    row("entity", u"&amp; &copy; &#60; &bogus"_s, u"<p>&amp; &copy; &#60; &amp;bogus</p>\n"_s);
    row("code block", u"```c\na < b\n```"_s, u"<pre>a &lt; b\n</pre>\n"_s);
    row("table", u"|a|b|\n|-|-:|\n|1|2|"_s,
        u"<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n<thead><tr><th>a</th>\n<th align=\"right\">b</th>\n"
        u"</tr>\n</thead>\n<tbody><tr><td>1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n"_s);
}

void TestStatementHtml::markdownToHtml_text_isWritten()
{
    QFETCH(QString, markdown);
    QFETCH(QString, html);
    QCOMPARE(markdownToHtml(markdown, {}), html);
}

void TestStatementHtml::pictures_onlyThoseBesideTheStatement_areShown()
{
    PackageFolder folder;
    folder.write("statement/a.png", "x");
    folder.write("statement/sub/b.jpg", "x");
    folder.write("secret.png", "x");
    std::filesystem::create_symlink("../secret.png", folder.path() / "statement/link.png");
    const std::filesystem::path statement = folder.path() / "statement";
    QCOMPARE(markdownToHtml(u"![x](a.png)"_s, statement), u"<p><img src=\"a.png\" alt=\"x\"></p>\n"_s);
    QCOMPARE(markdownToHtml(u"![x](sub/b.jpg)"_s, statement), u"<p><img src=\"sub/b.jpg\" alt=\"x\"></p>\n"_s);
    for (const auto &source :
         {u"../secret.png"_s, u"link.png"_s, u"sub/../../secret.png"_s, u"file:a.png"_s, u"//host/a.png"_s,
          u"missing.png"_s, u"%61.png"_s, QString::fromStdString((statement / "a.png").string())})
        QCOMPARE(markdownToHtml(u"![x](%1)"_s.arg(source), statement), u"<p>x</p>\n"_s);
    QCOMPARE(latexToHtml(u"\\includegraphics[width=0.5\\textwidth]{a}"_s, statement),
             u"<p><img src=\"a.png\" alt=\"a\" width=\"350\"></p>\n"_s);
    QCOMPARE(latexToHtml(u"\\illustration{0.4}{a.png}{By $x$}"_s, statement),
             u"<p align=\"right\"><img src=\"a.png\" alt=\"\" width=\"280\"><br><i>By <i>x</i></i></p>\n"_s);
}

void TestStatementHtml::hostileText_endsSoon_data()
{
    QTest::addColumn<QString>("latex");
    const auto row = [](const char *name, const QString &latex) { QTest::newRow(name) << latex; };
    row("braces", QString(100'000, u'{'));
    row("closing braces", QString(100'000, u'}'));
    row("groups in a formula", u'$' + QString(100'000, u'{') + u'$');
    row("roots in roots", u'$' + u"\\sqrt"_s.repeated(50'000) + u'$');
    row("fractions in fractions", u'$' + u"\\frac{"_s.repeated(50'000) + u'$');
    row("styles in styles", u"\\textbf{"_s.repeated(50'000));
    row("declarations", u"{\\bf "_s.repeated(20'000));
    row("lists in lists", u"\\begin{itemize}\\item "_s.repeated(20'000));
    row("environments", u"\\begin{center}"_s.repeated(50'000));
    row("macro bomb",
        u"\\def\\a{xxxxxxxxxx}\\def\\b{\\a\\a\\a\\a\\a\\a\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b\\b\\b\\b\\b\\b\\b}"
        u"\\def\\d{\\c\\c\\c\\c\\c\\c\\c\\c\\c\\c}\\d\\d\\d\\d $\\d\\d\\d$"_s);
    row("macros that name each other", u"\\def\\a{\\b}\\def\\b{\\a}\\a $\\a$"_s);
    row("lone backslash", u"\\"_s);
    row("name that is never closed", u"$\\begin{array}{cc$"_s);
    row("text that is never closed", u"$\\text{a$"_s);
    row("lone end", u"\\end{x} $\\end{x}$ \\left"_s);
}

void TestStatementHtml::hostileText_endsSoon()
{
    QFETCH(QString, latex);
    QElapsedTimer timer;
    timer.start();
    const QString html = latexToHtml(latex, {});
    QVERIFY(html.size() < 10'000'000);
    QVERIFY(timer.elapsed() < 5000);
}

void TestStatementHtml::statementHtml_constantsAndSampleMarks_areReplaced()
{
    PackageFolder folder;
    folder.write("statement/problem.en.md", "Up to {{n.tex}}, {{other}}.\n\n{{nextsample}}\n");
    folder.write("statement/problem.sv.tex", "Till \\constant{n.tex}, $\\constant{n}$.\n\n\\nextsample\n");
    Problem problem;
    problem.constants = {{u"n"_s, u"5"_s}, {u"n.tex"_s, u"five"_s}};
    Statement statement{
        .language = u"en"_s, .format = StatementFormat::Markdown, .file = folder.path() / "statement/problem.en.md"};
    QCOMPARE(statementHtml(problem, statement).value(), u"<p>Up to five, {{other}}.</p>\n"_s);
    statement.format = StatementFormat::Latex;
    statement.file = folder.path() / "statement/problem.sv.tex";
    QCOMPARE(statementHtml(problem, statement).value(), u"<p>Till five, 5.</p>\n"_s);
}

void TestStatementHtml::statementHtml_pdf_isUnsupported()
{
    const Statement pdf{.language = u"en"_s, .format = StatementFormat::Pdf, .file = "x.pdf"};
    QCOMPARE(statementHtml({}, pdf).error().code, Errc::Unsupported);
    const Statement missing{.language = u"en"_s, .format = StatementFormat::Markdown, .file = "/nonexistent/x.md"};
    QCOMPARE(statementHtml({}, missing).error().code, Errc::NotFound);
}

QTEST_GUILESS_MAIN(TestStatementHtml)
#include "tst_statement_html.moc"
