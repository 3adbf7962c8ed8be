// SPDX-License-Identifier: GPL-3.0-or-later
// Import: a problem in a foreign format as a problem package, looked at before it is written.
#include "core/importers/import.h"

#include "core/importers/package_maker.h"
#include "core/importers/problem_importer.h"
#include "core/problems/archive_unpack.h"
#include "core/problems/package_reader.h"
#include "core/problems/package_writer.h"

#include <algorithm>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

struct Recognized {
    const ProblemImporter *importer = nullptr;
    std::optional<PackageTree> tree;
};

/// In the folder, or in the only folder in it, as archives often have one.
Result<Recognized> recognize(fs::path folder)
{
    for (int level = 0; level < 3; ++level) {
        PackageFindings ignored; // names that our format does not allow are no fault of another format's
        PackageTree tree = TRY(PackageTree::scan(folder, ignored));
        for (const auto &importer : problemImporters()) {
            if (importer->recognizes(tree))
                return Recognized{.importer = importer.get(), .tree = std::move(tree)};
        }
        const auto entries = tree.entries({});
        if (entries.size() != 1 || !entries.front().second)
            break;
        folder /= entries.front().first;
    }
    return fail(Errc::Unsupported, "no problem.xml (Polygon) and no init.yml (DMOJ) in " + folder.string());
}

Result<fs::path> subfolder(const fs::path &parent, const char *name)
{
    std::error_code error;
    if (!fs::create_directory(parent / name, error))
        return fail(Errc::Io, (parent / name).string(), error.value());
    return parent / name;
}

bool hasErrors(const QList<Finding> &findings)
{
    return std::ranges::contains(findings, Severity::Error, &Finding::severity);
}

} // namespace

Result<ImportPlan> ImportPlan::make(const fs::path &source)
{
    ImportPlan plan;
    plan.m_folder = TRY(PrivateFolder::make(fs::temp_directory_path()));
    const fs::path &place = plan.m_folder->path();
    fs::path folder = source;
    std::error_code error;
    if (!fs::exists(source, error))
        return fail(Errc::NotFound, "no such file or folder: " + source.string());
    if (source.filename() == "problem.xml" || source.filename() == "init.yml") {
        folder = source.parent_path();
    } else if (!fs::is_directory(source, error)) {
        folder = TRY(subfolder(place, "source"));
        TRY(unpackArchive(source, folder));
    }
    const Recognized found = TRY(recognize(fs::absolute(folder)));
    const ImportedProblem imported = TRY(found.importer->read(*found.tree, TRY(subfolder(place, "scratch"))));
    plan.m_format = found.importer->name();
    plan.m_shortName = imported.shortName;
    plan.m_findings = imported.findings;
    if (hasErrors(imported.findings))
        return plan;
    const fs::path package = TRY(subfolder(place, "package")) / imported.shortName.toStdString();
    TRY(makePackage(imported).writeTo(package));
    auto inspection = TRY(inspectPackage(package));
    plan.m_findings += inspection.findings;
    if (!hasErrors(inspection.findings))
        plan.m_problem = std::move(inspection.problem);
    return plan;
}

Result<fs::path> ImportPlan::write(const fs::path &target) const
{
    if (!m_problem)
        return fail(Errc::InvalidPackage, "it cannot be imported: see the findings");
    return TRY(writePackage(*m_problem, m_problem->format, target)).path;
}

} // namespace assay::core
