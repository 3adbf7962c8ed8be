// SPDX-License-Identifier: GPL-3.0-or-later
// CompilerPanel: what the compiler said, with its places in the source as links.
#include "app/pages/compiler_panel.h"

#include "app/text/format_text.h"
#include "app/theme/theme.h"

#include <QFontDatabase>

namespace assay::app {

CompilerPanel::CompilerPanel(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setAccessibleName(tr("Compiler output"));
    setFrameShape(NoFrame);
    setLineWrapMode(NoWrap);
    document()->setDocumentMargin(10);
    setPlaceholderText(tr("What the compiler says appears here."));
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        const auto index = url.path().toInt();
        if (index >= 0 && index < m_places.size())
            Q_EMIT placeChosen(m_places.at(index));
    });
}

QList<Diagnostic> CompilerPanel::showResult(const core::CompileResult &result, const QStringList &files)
{
    m_result = result;
    m_places = findDiagnostics(result.output, files);
    render();
    return m_places;
}

void CompilerPanel::clearResult()
{
    m_result.reset();
    m_places.clear();
    clear();
}

void CompilerPanel::render()
{
    if (!m_result) {
        clear();
        return;
    }
    const auto &theme = themeOf(palette());
    const auto duration = durationText(m_result->duration);
    QString heading;
    if (!m_result->ok)
        heading = tr("The compiler refused the program after %1.").arg(duration);
    else if (m_result->cached)
        heading = tr("Compiled before; the result was used again.");
    else
        heading = tr("Compiled in %1.").arg(duration);
    QString body;
    qsizetype done = 0;
    const auto &output = m_result->output;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        const auto &place = m_places.at(i);
        const auto color = place.error ? theme.fail : theme.limit;
        body += output.sliced(done, place.start - done).toHtmlEscaped();
        body += QStringLiteral("<a href='place:%1' style='color:%2'>%3</a>")
                    .arg(i)
                    .arg(color.name(), output.sliced(place.start, place.length).toHtmlEscaped());
        done = place.start + place.length;
    }
    body += output.sliced(done).toHtmlEscaped();
    setHtml(QStringLiteral("<div style='color:%1'>%2</div><pre style='font-family:\"%3\"; color:%4'>%5</pre>")
                .arg(m_result->ok ? theme.muted.name() : theme.fail.name(), heading.toHtmlEscaped(),
                     QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), theme.text.name(), body));
}

void CompilerPanel::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        render();
}

} // namespace assay::app
