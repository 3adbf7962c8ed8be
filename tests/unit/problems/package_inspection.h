// SPDX-License-Identifier: GPL-3.0-or-later
// What a package folder reads as, for tests of the reader.
#pragma once

#include "core/problems/package_reader.h"

#include "tests/unit/problems/package_folder.h"

#include <QStringList>

inline assay::core::PackageInspection inspect(const PackageFolder &folder)
{
    auto result = assay::core::inspectPackage(folder.path());
    if (!result)
        qFatal("%s", result.error().describe().c_str());
    return std::move(*result);
}

inline assay::core::Problem read(const PackageFolder &folder)
{
    assay::core::PackageInspection inspection = inspect(folder);
    for (const assay::core::Finding &finding : inspection.findings) {
        if (finding.severity == assay::core::Severity::Error)
            qFatal("%s", finding.describe().c_str());
    }
    return std::move(inspection.problem);
}

inline QStringList errorsIn(const PackageFolder &folder)
{
    QStringList errors;
    for (const assay::core::Finding &finding : inspect(folder).findings) {
        if (finding.severity == assay::core::Severity::Error)
            errors.append(QString::fromStdString(finding.describe()));
    }
    return errors;
}

inline void addCases(const PackageFolder &folder, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        folder.write((QByteArray{"data/"} + name + ".in").constData(), "1\n");
        folder.write((QByteArray{"data/"} + name + ".ans").constData(), "1\n");
    }
}
