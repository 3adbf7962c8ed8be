// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the places in source files that a compiler's or interpreter's output points to.
#pragma once

#include <QList>
#include <QString>

namespace assay::app {

struct Diagnostic {
    QString file; ///< As the tool wrote it, without leading folders of the sandbox.
    int line = 0; ///< From 1.
    int column = 0; ///< From 1; 0 when unknown.
    bool error = true;
    QString message;
    qsizetype start = 0; ///< Where "file:line:col" stands in the output, for a link.
    qsizetype length = 0;

    bool operator==(const Diagnostic &) const = default;
};

/// Understands "file:line:col: error: …" (gcc, clang, rustc, go, tsc), "file:line: error: …" (javac) and
/// `File "file", line N` (Python). `files` are the names that count; anything else is a library's.
[[nodiscard]] QList<Diagnostic> findDiagnostics(const QString &output, const QStringList &files);

} // namespace assay::app
