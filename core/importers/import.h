// SPDX-License-Identifier: GPL-3.0-or-later
// Import: a problem in a foreign format as a problem package, looked at before it is written.
#pragma once

#include "core/importers/imported_problem.h"
#include "core/model/problem.h"
#include "core/problems/package_source.h"

namespace assay::core {

/// A problem that was read, and the package that it would become: made in a private folder, which goes with the object.
class ImportPlan
{
public:
    /// `source` is a folder or an archive in any of the foreign formats. Nothing of it is run. Findings say what cannot be
    /// carried over. Errors: Unsupported when nobody knows the format; those of unpackArchive; NotFound, Io.
    [[nodiscard]] static Result<ImportPlan> make(const std::filesystem::path &source);

    [[nodiscard]] std::string_view format() const { return m_format; } ///< "polygon", "dmoj"
    [[nodiscard]] const QString &shortName() const { return m_shortName; }
    /// What the importer found, then what reading the new package brought up.
    [[nodiscard]] const QList<Finding> &findings() const { return m_findings; }
    /// Nothing when there is an error among the findings.
    [[nodiscard]] const std::optional<Problem> &problem() const { return m_problem; }

    /// Writes the package: a folder, or an archive by its name. Errors: those of writePackage; InvalidPackage when there is
    /// no problem.
    [[nodiscard]] Result<std::filesystem::path> write(const std::filesystem::path &target) const;

private:
    ImportPlan() = default;

    std::optional<PrivateFolder> m_folder;
    std::string m_format;
    QString m_shortName;
    QList<Finding> m_findings;
    std::optional<Problem> m_problem;
};

} // namespace assay::core
