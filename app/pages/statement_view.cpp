// SPDX-License-Identifier: GPL-3.0-or-later
// StatementView: a problem's statement with limits and samples, as a page to read.
#include "app/pages/statement_view.h"

#include "app/text/format_text.h"
#include "app/theme/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>
#include <QSvgRenderer>
#include <QToolTip>

namespace assay::app {

namespace {

QString preformatted(const QByteArray &bytes)
{
    auto text = QString::fromUtf8(bytes);
    if (text.endsWith(QLatin1Char('\n')))
        text.chop(1); // The last line's end: <pre> would show it as an empty line. The copy button keeps it.
    return QStringLiteral("<pre>%1</pre>").arg(text.toHtmlEscaped());
}

} // namespace

QString limitsLine(const core::Limits &limits)
{
    return QCoreApplication::translate("StatementView", "%1 · %2", "time limit and memory limit")
        .arg(limitText(limits.cpu), sizeText(limits.memory));
}

StatementView::StatementView(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setAccessibleName(tr("Problem statement"));
    setFrameShape(NoFrame);
    document()->setDocumentMargin(16);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) { followLink(url); });
}

void StatementView::showPage(const StatementPage &page)
{
    const auto sameProblem = page.problem.id == m_page.problem.id;
    const auto position = verticalScrollBar()->value();
    m_page = page;
    render();
    verticalScrollBar()->setValue(sameProblem ? position : 0);
}

void StatementView::zoomText(int percent)
{
    auto scaled = QGuiApplication::font();
    scaled.setPointSizeF(scaled.pointSizeF() * percent / 100);
    setFont(scaled);
    render();
}

QString StatementView::styleSheetText() const
{
    const auto &theme = themeOf(palette());
    const auto mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    return QStringLiteral("body { color: %1; } p, li { line-height: 128%; margin-top: 0; margin-bottom: 9px; }"
                          "h1 { font-size: x-large; font-weight: 700; margin-top: 0; margin-bottom: 2px; }"
                          "h2 { font-size: large; font-weight: 700; margin-top: 18px; margin-bottom: 6px; }"
                          "h3 { font-size: medium; font-weight: 700; margin-top: 14px; margin-bottom: 4px; }"
                          "a { color: %2; text-decoration: none; } .muted { color: %3; }"
                          "pre, code, tt { font-family: '%6'; } code { background-color: %4; }"
                          "pre { background-color: %4; margin: 0; }"
                          "table { border-collapse: collapse; } th { text-align: left; }"
                          "td.sample { background-color: %4; border: 1px solid %5; padding: 6px; }"
                          "table.data td, table.data th { border: 1px solid %5; padding: 4px; }")
        .arg(theme.text.name(), theme.accent.name(), theme.muted.name(), theme.alternate.name(), theme.border.name(),
             mono);
}

QString StatementView::samplesHtml() const
{
    QString html;
    for (qsizetype i = 0; i < m_page.problem.samples.size(); ++i) {
        const auto &sample = m_page.problem.samples.at(i);
        const auto copy = tr("Copy");
        html += QStringLiteral("<h3>%1</h3>").arg(tr("Sample %1", "heading").arg(i + 1).toHtmlEscaped());
        const auto part = [&html, &copy, i](const QString &title, const QString &kind, const QByteArray &bytes) {
            html +=
                QStringLiteral(
                    "<table width='100%' cellspacing='0' cellpadding='2'><tr><td class='muted'>%1</td>"
                    "<td align='right'><a href='copy:%2/%3'>%4</a></td></tr></table>"
                    "<table width='100%' cellspacing='0' cellpadding='6'><tr><td class='sample'>%5</td></tr></table>")
                    .arg(title.toHtmlEscaped(), kind)
                    .arg(i)
                    .arg(copy.toHtmlEscaped(), preformatted(bytes));
        };
        part(tr("Input"), QStringLiteral("input"), sample.input);
        part(tr("Output"), QStringLiteral("answer"), sample.answer);
    }
    return html;
}

void StatementView::render()
{
    if (m_page.problem.title.isEmpty()) {
        clear();
        return;
    }
    document()->setDefaultStyleSheet(styleSheetText());
    auto facts = limitsLine(m_page.problem.limits);
    auto body = m_page.html;
    if (!m_page.error.isEmpty())
        body = QStringLiteral("<p>%1</p>").arg(m_page.error.toHtmlEscaped());
    const auto hidden = m_page.problem.secretCaseCount > 0
                            ? tr("%n hidden test(s)", "of a problem", m_page.problem.secretCaseCount)
                            : tr("no hidden tests");
    setHtml(QStringLiteral("<h1>%1</h1><p class='muted'>%2 · %3</p>%4%5")
                .arg(m_page.problem.title.toHtmlEscaped(), facts.toHtmlEscaped(), hidden.toHtmlEscaped(), body,
                     samplesHtml()));
}

QVariant StatementView::loadResource(int type, const QUrl &name)
{
    // Pictures of the statement's own folder and nothing else: no network, no other files of this computer.
    if (type != QTextDocument::ImageResource || !name.isRelative() || m_page.folder.isEmpty())
        return {};
    const auto folder = QFileInfo(m_page.folder).canonicalFilePath();
    const auto file = QFileInfo(folder + QLatin1Char('/') + name.path()).canonicalFilePath();
    if (folder.isEmpty() || !file.startsWith(folder + QLatin1Char('/')))
        return {};
    const auto widest = viewport()->width() - 2 * static_cast<int>(document()->documentMargin());
    if (file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSvgRenderer renderer(file);
        const auto size = renderer.defaultSize().scaled(qMax(50, widest), 4096, Qt::KeepAspectRatio);
        QImage drawn(size.boundedTo(renderer.defaultSize()), QImage::Format_ARGB32_Premultiplied);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        renderer.render(&painter);
        return drawn;
    }
    QImage image(file);
    if (image.width() > widest && widest > 50)
        image = image.scaledToWidth(widest, Qt::SmoothTransformation);
    return image;
}

void StatementView::followLink(const QUrl &url)
{
    if (url.scheme() == QStringLiteral("copy")) {
        const auto index = url.path().section(QLatin1Char('/'), -1).toInt();
        if (index < 0 || index >= m_page.problem.samples.size())
            return;
        const auto &sample = m_page.problem.samples.at(index);
        const auto input = url.path().startsWith(QStringLiteral("input"));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(input ? sample.input : sample.answer));
        QToolTip::showText(QCursor::pos(), tr("Copied"), this);
        return;
    }
    if (url.isRelative()) {
        setSource(url);
        return;
    }
    if (url.scheme() == QStringLiteral("https") || url.scheme() == QStringLiteral("http"))
        QDesktopServices::openUrl(url);
}

void StatementView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        render();
}

} // namespace assay::app
