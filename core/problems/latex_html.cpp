// SPDX-License-Identifier: GPL-3.0-or-later
// Turns the LaTeX subset of problem statements into HTML.
#include "core/problems/latex_html.h"

#include "core/problems/latex_reader.h"

#include <QRegularExpression>

namespace assay::core {

using namespace Qt::StringLiterals;

QString latexToHtml(const QString &latex, const std::filesystem::path &folder, const QMap<QString, QString> &constants)
{
    return LatexReader{latex, folder, constants}.document();
}

QString latexToPlainText(const QString &latex)
{
    static const QRegularExpression tags{u"<[^>]*>"_s};
    QString text = LatexReader{latex, {}, {}}.document();
    text.remove(tags);
    text.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1);
    return text.replace("&quot;"_L1, "\""_L1).replace("&amp;"_L1, "&"_L1).trimmed();
}

} // namespace assay::core
