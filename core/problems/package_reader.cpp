// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a problem package (a folder in one of the ICPC/Kattis formats) into a Problem.
#include "core/problems/package_reader.h"

#include "core/problems/compare_flags.h"
#include "core/problems/content_hash.h"
#include "core/problems/jury_submissions.h"
#include "core/problems/other_files.h"
#include "core/problems/package_check.h"
#include "core/problems/package_programs.h"
#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"
#include "core/problems/statement_files.h"
#include "core/problems/test_data.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

void checkCases(const QList<TestCase> &cases, PackageFindings &findings)
{
    // Cases that could not be read are errors already.
    if (cases.isEmpty() && !findings.hasErrors())
        findings.error("data/", {}, u"there is no test case"_s);
    else if (std::ranges::none_of(cases, [](const TestCase &one) { return one.kind == CaseKind::Secret; }))
        findings.warn("data/secret", {},
                      u"there is no secret test case: submissions are judged by the samples alone"_s);
}

void checkFolderName(const QString &name, PackageFindings &findings)
{
    static const QRegularExpression allowed{u"^[a-z0-9]+$"_s};
    if (!allowed.match(name).hasMatch())
        findings.warn({}, {}, u"the folder's name should have only lower-case letters and digits"_s);
}

void checkTypes(const Problem &problem, const ProblemYaml &yaml, PackageFindings &findings)
{
    if (!yaml.customValidation && problem.outputValidators.isEmpty() &&
        (problem.types.interactive || problem.types.multiPass))
        findings.error("problem.yaml", isLegacy(problem.format) ? u"validation"_s : u"type"_s,
                       u"asks for an output validator, but there is none"_s);
    if (problem.format == PackageFormat::LegacyIcpc && problem.types.scoring)
        findings.error("problem.yaml", u"type"_s, u"legacy-icpc has no scoring problems"_s);
    if (problem.validatorScores && !problem.types.scoring)
        findings.warn("problem.yaml", u"validation"_s, u"score has no effect: the problem is not scoring"_s);
}

void readAll(const PackageTree &tree, Problem &problem, PackageFindings &findings)
{
    const ProblemYaml yaml = readProblemYaml(tree, problem, findings);
    readPrograms(tree, yaml, problem, findings);
    checkTypes(problem, yaml, findings);
    problem.validatorFlags = yaml.validatorFlags;
    if (problem.outputValidators.isEmpty()) {
        // A flag that is wrong is told by readTestData.
        if (auto compare = parseCompareFlags(yaml.validatorFlags, RepeatedTolerance::LastWins, {}, {}))
            problem.compare = *compare;
    }
    readTestData(tree, yaml, problem, findings);
    checkCases(problem.cases, findings);
    problem.statements = findStatements(tree, problem.format, findings);
    completeNames(problem, problem.shortName, findings);
    problem.jurySubmissions = readJurySubmissions(tree, problem.format, findings);
    problem.otherFiles = findOtherFiles(tree, problem);
}

} // namespace

bool PackageInspection::isUsable() const
{
    return std::ranges::none_of(findings, [](const Finding &one) { return one.severity == Severity::Error; });
}

Result<PackageInspection> inspectPackage(const std::filesystem::path &folder)
{
    PackageFindings findings;
    const PackageTree tree = TRY(PackageTree::scan(folder, findings));
    PackageInspection inspection;
    Problem &problem = inspection.problem;
    problem.id = ProblemId::make();
    problem.root = tree.root();
    problem.shortName = QString::fromStdString(tree.root().filename().string());
    checkFolderName(problem.shortName, findings);
    readAll(tree, problem, findings);
    if (!findings.hasErrors())
        problem.contentHash = TRY(contentHash(tree));
    inspection.findings = findings.list();
    return inspection;
}

Result<PackageRead> readPackage(const std::filesystem::path &folder)
{
    PackageInspection inspection = TRY(inspectPackage(folder));
    if (!inspection.isUsable())
        return std::unexpected(packageError(inspection.findings));
    if (const auto unjudged = findUnjudged(inspection.problem); !unjudged.isEmpty()) {
        Error error = packageError(unjudged);
        error.code = Errc::Unsupported;
        return std::unexpected(std::move(error));
    }
    return PackageRead{.problem = std::move(inspection.problem), .findings = std::move(inspection.findings)};
}

} // namespace assay::core
