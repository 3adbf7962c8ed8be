// SPDX-License-Identifier: GPL-3.0-or-later
// Turns a problem statement (Markdown or a LaTeX subset) into HTML that Qt's rich text and a browser both show.
#include "core/problems/statement_html.h"

#include "core/problems/constants.h"
#include "core/problems/latex_html.h"
#include "core/problems/markdown_html.h"
#include "core/problems/package_tree.h"

#include <QRegularExpression>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestStatement = 2_MiB;

/// The places where samples should stand: they are shown beside the statement.
QString withoutSampleMarks(QString markdown)
{
    static const QRegularExpression marks{u"\\{\\{\\s*(nextsample|remainingsamples)\\s*\\}\\}"_s};
    return markdown.remove(marks);
}

} // namespace

Result<QString> statementHtml(const Problem &problem, const Statement &statement)
{
    if (statement.format == StatementFormat::Pdf)
        return fail(Errc::Unsupported, statement.file.filename().string() + ": a PDF is not text");
    std::error_code error;
    const std::filesystem::path file = std::filesystem::canonical(statement.file, error);
    if (error)
        return fail(Errc::NotFound, statement.file.string(), error.value());
    const PackageFile packageFile{.path = statement.file.filename().string(), .resolved = file, .size = {}};
    const QString text = QString::fromUtf8(TRY(readPackageFile(packageFile, kLargestStatement)));
    const std::filesystem::path folder = statement.file.parent_path();
    if (statement.format == StatementFormat::Latex)
        return latexToHtml(text, folder, problem.constants);
    return markdownToHtml(applyConstants(withoutSampleMarks(text), problem.constants), folder);
}

} // namespace assay::core
