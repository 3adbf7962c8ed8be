// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a problem as a package, in any version of the format.
#include "core/problems/package_writer.h"

#include "core/problems/package_equality.h"
#include "core/problems/package_layout.h"
#include "core/problems/package_reader.h"
#include "core/problems/package_source.h"
#include "core/problems/problem_yaml_writer.h"
#include "core/problems/submissions_writer.h"
#include "core/problems/test_data_writer.h"

#include <algorithm>

namespace assay::core {

namespace fs = std::filesystem;

namespace {

Result<PackageDraft> draftOf(const Problem &problem, PackageFormat format)
{
    PackageFindings ignored; // They were told when the package was read.
    const PackageTree tree = TRY(PackageTree::scan(problem.root, ignored));
    const PackageTarget target = PackageTarget::of(problem, format);
    PackageDraft draft;
    writeProblemYaml(problem, target, draft);
    writeTestData(problem, tree, target, draft);
    writeSubmissions(problem, target, draft);
    writeLayout(problem, target, draft);
    if (!draft.collisions().empty())
        return fail(Errc::Internal, "two files would be called " + draft.collisions().front());
    return draft;
}

/// "sum" for "out/sum.tar.gz".
std::string folderIn(const fs::path &archive)
{
    const std::string name = archive.filename().string();
    return name.substr(0, name.find('.'));
}

/// What is missing although nobody said so; empty when all is well.
Result<std::string> unexpectedIn(const fs::path &written, const Problem &problem, const QList<PackageLoss> &losses)
{
    const PackageSource source = TRY(PackageSource::open(written));
    const PackageInspection again = TRY(inspectPackage(source.folder()));
    if (!again.isUsable())
        return packageError(again.findings).detail;
    for (const PackageLoss &difference : packageDifferences(problem, again.problem)) {
        if (!std::ranges::contains(losses, difference.field, &PackageLoss::field))
            return difference.field.toStdString() + ": " + difference.detail.toStdString();
    }
    return std::string{};
}

} // namespace

Result<PackageWritten> writePackage(const Problem &problem, PackageFormat format, const fs::path &target)
{
    PackageWritten result{.path = target, .losses = findLosses(problem, format)};
    const PackageDraft draft = TRY(draftOf(problem, format));
    if (isArchiveName(target))
        TRY(draft.packInto(target, folderIn(target)));
    else
        TRY(draft.writeTo(target));
    const auto unexpected = unexpectedIn(target, problem, result.losses);
    if (unexpected && unexpected->empty())
        return result;
    std::error_code error;
    fs::remove_all(target, error);
    if (!unexpected)
        return std::unexpected(unexpected.error());
    return fail(Errc::Internal, "what was written reads differently: " + *unexpected);
}

} // namespace assay::core
