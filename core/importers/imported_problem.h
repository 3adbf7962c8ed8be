// SPDX-License-Identifier: GPL-3.0-or-later
// ImportedProblem: what a problem in somebody else's format says, in the terms of the problem package format.
#pragma once

#include "base/units.h"
#include "core/problems/finding.h"

#include <QMap>
#include <QStringList>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace assay::core {

/// Windows line ends become those of Linux, as programs find them on the judges that these formats are made for.
struct ImportedCase {
    std::filesystem::path input; ///< Absolute, inside the source, as all paths here.
    std::filesystem::path answer; ///< Empty: there is none (interactive problems).
};

/// Cases that are worth something together: all of them must pass.
struct ImportedGroup {
    QString name; ///< A folder below data/secret: "02-batch".
    double points = 0;
    QList<ImportedCase> cases;
    QStringList needs; ///< Names of groups before it that must have been passed.
};

/// A program of testlib's: its exit codes are others than the format's.
struct TestlibProgram {
    std::filesystem::path source;
    std::map<std::string, std::filesystem::path>
        headers; ///< By the name that it includes them by; testlib.h among them.
};

struct ImportedSolution {
    std::filesystem::path source;
    QString folder; ///< Below submissions/: "accepted".
    QStringList permitted; ///< What submissions.yaml says of it; empty: its folder says it all.
};

struct ImportedStatement {
    QString language;  ///< "en"
    QString extension; ///< "tex", "md" or "pdf"
    QByteArray text;   ///< Empty: `file` is copied.
    std::filesystem::path file;
};

struct ImportedProblem {
    QString shortName;
    QMap<QString, QString> names; ///< By language; at least one.
    QString identity; ///< What the uuid is made from: the same source gives the same one.
    std::optional<Milliseconds> timeLimit;
    std::optional<Bytes> memory;
    std::optional<Bytes> output;
    bool scoring = false; ///< Groups have points.
    QList<ImportedStatement> statements;
    QList<ImportedCase> samples;
    QList<ImportedCase> secret; ///< Of problems without points.
    QList<ImportedGroup> groups; ///< Of scoring problems.
    std::optional<TestlibProgram> checker;    ///< Nothing, and no script: the default one.
    std::optional<TestlibProgram> interactor; ///< Then the problem is interactive.
    QByteArray checkerScript;   ///< An output validator in Python.
    QStringList checkerArguments; ///< For the script, or the default one.
    QList<TestlibProgram> inputValidators;
    QList<ImportedSolution> solutions;
    QList<Finding> findings; ///< Errors: something that decides about verdicts cannot be carried over.
};

} // namespace assay::core
