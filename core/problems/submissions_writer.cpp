// SPDX-License-Identifier: GPL-3.0-or-later
// Writes submissions/.
#include "core/problems/submissions_writer.h"

#include "core/problems/expectation.h"
#include "core/problems/expected_verdicts.h"
#include "core/problems/person_writer.h"
#include "core/problems/yaml_writer.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

QString folderOf(const JurySubmission &submission)
{
    return submission.name.section(u'/', 0, 0);
}

/// The format's names for a set of verdicts. A verdict that counts as two of them is told by the others of each.
QStringList verdictNames(const QList<Verdict> &verdicts)
{
    QStringList names;
    for (const char *name : {"AC", "WA", "TLE", "RTE"}) {
        if (verdicts.contains(verdictsOf(name).front()))
            names.append(QLatin1StringView{name});
    }
    return names;
}

/// `usual` has the verdicts that count where the rule names none.
void writeRule(YamlWriter &yaml, const CaseRule &rule, const CaseRule &usual)
{
    const bool silent = rule.required == usual.required && !rule.score && rule.message.isEmpty() &&
                        rule.timeLimitUse == TimeLimitUse::ByVerdicts;
    if (rule.permitted != usual.permitted || silent)
        yaml.list(u"permitted"_s, verdictNames(rule.permitted));
    if (rule.required != usual.required)
        yaml.list(u"required"_s, verdictNames(rule.required));
    if (rule.score && rule.score->lowest == rule.score->highest)
        yaml.number(u"score"_s, rule.score->lowest);
    else if (rule.score)
        yaml.plain(u"score"_s, numberText(rule.score->lowest) + u' ' + numberText(rule.score->highest));
    yaml.textUnlessEmpty(u"message"_s, rule.message);
    switch (rule.timeLimitUse) {
    case TimeLimitUse::ByVerdicts:
        break;
    case TimeLimitUse::Never:
        yaml.boolean(u"use_for_time_limit"_s, false);
        break;
    case TimeLimitUse::Lower:
        yaml.text(u"use_for_time_limit"_s, u"lower"_s);
        break;
    case TimeLimitUse::Upper:
        yaml.text(u"use_for_time_limit"_s, u"upper"_s);
        break;
    }
}

const CaseRule &openRule()
{
    static const CaseRule rule = [] {
        CaseRule any;
        any.permitted = anyVerdict();
        any.required = anyVerdict();
        return any;
    }();
    return rule;
}

class SubmissionsYamlWriter
{
public:
    SubmissionsYamlWriter(const Problem &problem, const PackageTarget &target)
        : m_problem(problem)
        , m_target(target)
    {
    }

    QByteArray write()
    {
        for (const JurySubmission &one : m_problem.jurySubmissions)
            m_byFolder[folderOf(one)].append(&one);
        for (auto at = m_byFolder.begin(); at != m_byFolder.end(); ++at)
            writeFolder(at.key(), at.value());
        return m_yaml.result();
    }

private:
    static bool haveAll(const QList<const JurySubmission *> &submissions, const CaseRule &rule)
    {
        return std::ranges::all_of(submissions, [&](const JurySubmission *one) { return one->rules.contains(rule); });
    }

    void writeFolder(const QString &folder, const QList<const JurySubmission *> &submissions)
    {
        const auto usual = expectationOfFolder(folder, m_target.format);
        const bool hasRule = usual && !usual->rules.isEmpty();
        std::optional<CaseRule> told; // What need not be said for each of them.
        if (hasRule && haveAll(submissions, usual->rules.front())) {
            told = usual->rules.front();
        } else {
            for (const CaseRule &rule : submissions.front()->rules) {
                if (!told && rule.cases.isEmpty() && haveAll(submissions, rule))
                    told = rule;
            }
            if (told)
                m_yaml.map(folder, [&] { writeRule(m_yaml, *told, hasRule ? usual->rules.front() : openRule()); });
        }
        for (const JurySubmission *one : submissions)
            writeSubmission(*one, told);
    }

    void writeSubmission(const JurySubmission &one, const std::optional<CaseRule> &told)
    {
        QList<CaseRule> rules = one.rules;
        if (told)
            rules.removeOne(*told);
        const bool facts =
            !one.language.isEmpty() || !one.entryPoint.isEmpty() || !one.authors.isEmpty() || one.modelSolution;
        // A map has each key once. A second rule about the same cases goes under another pattern for the same name.
        QString pattern = one.name;
        for (bool first = true; (first && facts) || !rules.isEmpty(); first = false) {
            m_yaml.map(pattern, [&] {
                if (first)
                    writeFacts(one);
                writeRules(rules);
            });
            const QString last = one.name.section(u'/', 1);
            const qsizetype repeats = pattern.count(last) + (first ? 0 : 1);
            pattern = u"%1/{%2}"_s.arg(folderOf(one), QStringList(repeats + 1, last).join(u','));
        }
    }

    void writeFacts(const JurySubmission &one)
    {
        m_yaml.textUnlessEmpty(u"language"_s, one.language);
        m_yaml.textUnlessEmpty(u"entrypoint"_s, one.entryPoint);
        writePersons(m_yaml, u"authors"_s, one.authors);
        if (one.modelSolution)
            m_yaml.boolean(u"model_solution"_s, true);
    }

    /// One rule for each set of cases; what is left stays in the list.
    void writeRules(QList<CaseRule> &rules)
    {
        QStringList written;
        QList<CaseRule> left;
        // Those about all cases are keys of the entry itself and come before the maps.
        std::ranges::stable_partition(rules, [](const CaseRule &rule) { return rule.cases.isEmpty(); });
        for (const CaseRule &rule : std::as_const(rules)) {
            if (written.contains(rule.cases)) {
                left.append(rule);
                continue;
            }
            written.append(rule.cases);
            if (rule.cases.isEmpty())
                writeRule(m_yaml, rule, openRule());
            else
                m_yaml.map(rule.cases, [&] { writeRule(m_yaml, rule, openRule()); });
        }
        rules = left;
    }

    const Problem &m_problem;
    const PackageTarget &m_target;
    QMap<QString, QList<const JurySubmission *>> m_byFolder;
    YamlWriter m_yaml;
};

} // namespace

QByteArray submissionsYaml(const Problem &problem, const PackageTarget &target)
{
    if (!target.isLegacy())
        return SubmissionsYamlWriter{problem, target}.write();
    // Tools that go beyond the text of legacy read the file there too: what was read so is written so.
    const bool spoken = std::ranges::any_of(problem.jurySubmissions, [](const JurySubmission &one) {
        return one.mode == ExpectationMode::Both && !one.rules.isEmpty();
    });
    return target.same && spoken ? SubmissionsYamlWriter{problem, target}.write() : QByteArray{};
}

void writeSubmissions(const Problem &problem, const PackageTarget &target, PackageDraft &draft)
{
    for (const JurySubmission &submission : problem.jurySubmissions) {
        for (const auto &file : submission.files)
            draft.addCopy(file.lexically_relative(problem.root).generic_string(), file);
    }
    draft.addText("submissions/submissions.yaml", submissionsYaml(problem, target));
}

} // namespace assay::core
