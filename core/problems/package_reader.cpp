// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a problem package (a folder in one of the ICPC/Kattis formats) into a Problem.
#include "core/problems/package_reader.h"

#include "core/problems/compare_flags.h"
#include "core/problems/content_hash.h"
#include "core/problems/jury_submissions.h"
#include "core/problems/message_text.h"
#include "core/problems/package_check.h"
#include "core/problems/package_tree.h"
#include "core/problems/problem_yaml.h"
#include "core/problems/statement_files.h"
#include "core/problems/test_data.h"

#include <QRegularExpression>

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

Result<void> checkCases(const QList<TestCase> &cases, QList<Finding> &findings)
{
    if (cases.isEmpty())
        return invalidPackage("data/", "there is no test case");
    if (std::ranges::none_of(cases, [](const TestCase &one) { return one.kind == CaseKind::Secret; })) {
        findings.append({.severity = Severity::Warning,
                         .file = u"data/secret"_s,
                         .key = {},
                         .message = u"there is no secret test case: submissions are judged by the samples alone"_s});
    }
    return {};
}

void checkFolderName(const QString &name, QList<Finding> &findings)
{
    static const QRegularExpression allowed{u"^[a-z0-9]+$"_s};
    if (!allowed.match(name).hasMatch()) {
        findings.append({.severity = Severity::Warning,
                         .file = {},
                         .key = {},
                         .message = u"the folder's name should have only lower-case letters and digits"_s});
    }
}

} // namespace

Result<PackageRead> readPackage(const std::filesystem::path &folder)
{
    const PackageTree tree = TRY(PackageTree::scan(folder));
    ProblemYaml yaml = TRY(readProblemYaml(tree));
    QList<Finding> findings = tree.findings() + yaml.findings;
    const QString shortName = QString::fromStdString(tree.root().filename().string());
    checkFolderName(shortName, findings);
    TRY(checkPackage(tree, yaml, findings));

    Problem problem;
    problem.shortName = shortName;
    problem.root = tree.root();
    problem.format = yaml.format;
    if (auto validator = TRY(ownValidator(tree, yaml)))
        problem.outputValidators.append(std::move(*validator));
    problem.validatorFlags = yaml.validatorFlags;
    if (problem.outputValidators.isEmpty())
        problem.compare =
            TRY(parseCompareFlags(yaml.validatorFlags, RepeatedTolerance::LastWins, "problem.yaml: validator_flags"));
    problem.cases = TRY(readTestData(tree, yaml, findings));
    TRY(checkCases(problem.cases, findings));
    problem.names = TRY(problemNames(tree, yaml, shortName));
    problem.statements = findStatements(tree, yaml.format, findings);
    problem.jurySubmissions = TRY(readJurySubmissions(tree, yaml.format, findings));
    problem.author = std::move(yaml.author);
    problem.source = std::move(yaml.source);
    problem.license = std::move(yaml.license);
    problem.limits = yaml.limits;
    problem.timeLimitSource = yaml.timeLimitSource;
    problem.timeLimitInference = yaml.timeLimitInference;
    problem.languages = std::move(yaml.languages);
    problem.constants = std::move(yaml.constants);
    problem.contentHash = TRY(contentHash(tree));
    problem.id = ProblemId::make();
    return PackageRead{.problem = std::move(problem), .findings = std::move(findings)};
}

} // namespace assay::core
