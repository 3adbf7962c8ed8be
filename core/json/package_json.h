// SPDX-License-Identifier: GPL-3.0-or-later
// What `assayd export --json` and `assayd import --json` print. A public format: keys are added, never changed.
#pragma once

#include "core/problems/finding.h"
#include "core/problems/package_losses.h"

#include <QByteArray>

#include <filesystem>
#include <optional>

namespace assay::core {

/// One line, with its end: package, from, to, written (null when only asked), losses, findings.
struct ExportReport {
    QString package; ///< Short name.
    PackageFormat from = PackageFormat::Legacy;
    PackageFormat to = PackageFormat::Version2025;
    std::optional<std::filesystem::path> written;
    QList<PackageLoss> losses;
    QList<Finding> findings;
};
[[nodiscard]] QByteArray toJsonLine(const ExportReport &report);

/// One line, with its end: package, from, importable, written (null when only looked at), findings.
struct ImportReport {
    QString package; ///< Short name.
    QString from;    ///< "polygon", "dmoj"
    bool importable = false;
    std::optional<std::filesystem::path> written;
    QList<Finding> findings;
};
[[nodiscard]] QByteArray toJsonLine(const ImportReport &report);

} // namespace assay::core
