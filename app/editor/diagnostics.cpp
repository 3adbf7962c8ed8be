// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the places in source files that a compiler's or interpreter's output points to.
#include "app/editor/diagnostics.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::app {

namespace {

/// The one of `files` that `path` ends in; empty when none.
QString ownFile(const QString &path, const QStringList &files)
{
    for (const auto &file : files) {
        if (path == file || path.endsWith(QLatin1Char('/') + file))
            return file;
    }
    return {};
}

} // namespace

QList<Diagnostic> findDiagnostics(const QString &output, const QStringList &files)
{
    static const QRegularExpression compiler(QStringLiteral(
        R"re((?m)^(?<place>(?<file>[^\s:"][^:\n"]*):(?<line>\d+)(?::(?<column>\d+))?)(?::|$)[ ]?(?<rest>.*)$)re"));
    static const QRegularExpression python(
        QStringLiteral(R"re((?m)^\s*(?<place>File "(?<file>[^"\n]+)", line (?<line>\d+))(?<column>)(?<rest>).*$)re"));
    static const QRegularExpression severity(
        QStringLiteral(R"re(^(?:fatal )?(error|warning|note|info)\b:?\s*(.*)$)re"));
    QList<Diagnostic> found;
    for (const auto &pattern : {compiler, python}) {
        auto matches = pattern.globalMatch(output);
        while (matches.hasNext()) {
            const auto match = matches.next();
            const auto file = ownFile(match.captured(u"file"), files);
            if (file.isEmpty())
                continue;
            Diagnostic diagnostic{
                .file = file,
                .line = match.captured(u"line").toInt(),
                .column = match.captured(u"column").toInt(),
                .error = true,
                .message = match.captured(u"rest"),
                .start = match.capturedStart(u"place"),
                .length = match.capturedLength(u"place"),
            };
            if (const auto kind = severity.match(diagnostic.message); kind.hasMatch()) {
                diagnostic.error = kind.captured(1) == QStringLiteral("error");
                diagnostic.message = kind.captured(2);
            }
            found.append(diagnostic);
        }
    }
    std::ranges::stable_sort(found, {}, &Diagnostic::start);
    return found;
}

} // namespace assay::app
