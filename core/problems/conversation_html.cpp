// SPDX-License-Identifier: GPL-3.0-or-later
// Sample conversations of interactive and multi-pass problems, for people.
#include "core/problems/conversation_html.h"

#include <QFile>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

QString rowHtml(const QString &line)
{
    if (line.startsWith("---"_L1))
        return u"<tr><td colspan=\"2\"><hr/></td></tr>"_s;
    const QString text = u"<pre>"_s + line.sliced(1).toHtmlEscaped() + u"</pre>"_s;
    return line.startsWith(u'<') ? u"<tr><td>"_s + text + u"</td><td></td></tr>"_s
                                 : u"<tr><td></td><td>"_s + text + u"</td></tr>"_s;
}

QString conversationHtml(const std::filesystem::path &path)
{
    QFile file(path);
    if (path.empty() || !file.open(QIODevice::ReadOnly))
        return {};
    QString rows;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(u'<') || line.startsWith(u'>') || line.startsWith("---"_L1))
            rows += rowHtml(line);
    }
    if (rows.isEmpty())
        return {};
    return u"<h3>Sample conversation</h3><table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">"
           "<tr><th align=\"left\">your program reads</th><th align=\"left\">your program writes</th></tr>"_s +
           rows + u"</table>"_s;
}

} // namespace

QString conversationsHtml(const Problem &problem)
{
    QString html;
    for (const TestCase &testCase : problem.cases) {
        if (testCase.kind == CaseKind::Sample)
            html += conversationHtml(testCase.interaction);
    }
    for (const SampleInteraction &interaction : problem.interactions)
        html += conversationHtml(interaction.file);
    return html;
}

} // namespace assay::core
