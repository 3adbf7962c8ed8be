// SPDX-License-Identifier: GPL-3.0-or-later
// Where a submission's files lie in a container, and the command lines that compile and start it. Pure.
#pragma once

#include "base/result.h"
#include "core/model/language.h"
#include "core/model/submission.h"

#include <string>
#include <vector>

namespace assay::core {

/// Absolute path of a source file inside the container.
[[nodiscard]] std::string sourcePath(const SourceFile &file);

/// The file that is started, by its name: what the submission says, else by the language's rule.
/// Errors: InvalidArgument when no source has one of the language's extensions, or the named one does not exist.
[[nodiscard]] Result<QString> entryFile(const Language &language, const QList<SourceFile> &sources,
                                        const QString &entryPoint);

/// "package.Class" of the Java class that holds `main` in the entry file; the file's base name when none is found.
[[nodiscard]] QString javaMainClass(const SourceFile &file);

struct ProgramCommands {
    std::vector<std::string> compile; ///< Empty: nothing to compile.
    std::vector<std::string> run;
    QString entryPoint; ///< File or class that is started, as the language names it.
    std::size_t scriptArgument = 0; ///< Of `run`, where runs of it can start warm; else 0.
};

/// The language's command lines with every placeholder replaced. Errors: those of entryFile.
[[nodiscard]] Result<ProgramCommands> programCommands(const Language &language, const QList<SourceFile> &sources,
                                                      const QString &entryPoint, Bytes memoryLimit);

} // namespace assay::core
