// SPDX-License-Identifier: GPL-3.0-or-later
// What of the expectations of jury submissions a version cannot say.
#include "core/problems/expectation_losses.h"

#include "core/problems/expected_verdicts.h"
#include "core/problems/jury_submissions.h"
#include "core/problems/submissions_writer.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

QString whatIsLost(const JurySubmission &before, const Expectation &after)
{
    QStringList lost;
    if (before.language != after.language)
        lost.append(u"the language %1"_s.arg(before.language));
    if (before.entryPoint != after.entryPoint)
        lost.append(u"the entry point %1"_s.arg(before.entryPoint));
    if (before.authors != after.authors)
        lost.append(u"the authors"_s);
    if (before.modelSolution != after.modelSolution)
        lost.append(u"that it may be published"_s);
    if (before.mode != after.mode || before.expected.size() != after.expected.size() ||
        !std::ranges::is_permutation(before.expected, after.expected) ||
        !std::ranges::is_permutation(before.rules, after.rules))
        lost.append(u"exactly what it should get"_s);
    return lost.join(", "_L1);
}

} // namespace

QList<PackageLoss> findExpectationLosses(const Problem &problem, const PackageTarget &target)
{
    const QByteArray text = submissionsYaml(problem, target);
    const auto yaml = YamlValue::parse({text.constData(), static_cast<std::size_t>(text.size())}, "submissions.yaml");
    PackageFindings ignored;
    std::optional<SubmissionsYaml> entries;
    if (yaml && !text.isEmpty())
        entries = SubmissionsYaml::fromYaml(*yaml, target.format, ignored);
    QList<PackageLoss> losses;
    for (const JurySubmission &submission : problem.jurySubmissions) {
        const Expectation after =
            readExpectation(submission.name, submission.files, entries ? &*entries : nullptr, target.format);
        QString lost = whatIsLost(submission, after);
        if (submission.partialScore != hasPartialScore(submission.name, target.format))
            lost += lost.isEmpty() ? u"that its score is not the best"_s : u", that its score is not the best"_s;
        if (!lost.isEmpty())
            losses.append({.field = u"submissions.yaml"_s, .detail = submission.name + ": "_L1 + lost});
    }
    return losses;
}

} // namespace assay::core
