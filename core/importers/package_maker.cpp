// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a problem package, version 2025-09, of what an importer read.
#include "core/importers/package_maker.h"

#include "core/importers/testlib_program.h"
#include "core/problems/yaml_writer.h"

#include <QFile>
#include <QUuid>

#include <algorithm>
#include <format>

namespace assay::core {

namespace {

namespace fs = std::filesystem;
using namespace Qt::StringLiterals;

/// Of our imports; a fixed one, so that importing twice gives the same problem.
const QUuid kNamespace{u"8a3c3e52-6a55-5b0e-9d0c-3f5f0f6b2c11"_s};

QString mebibytes(Bytes size)
{
    return QString::number((size.count + 1024 * 1024 - 1) / (1024 * 1024));
}

QByteArray problemYaml(const ImportedProblem &problem)
{
    YamlWriter yaml;
    yaml.plain(u"problem_format_version"_s, u"2025-09"_s);
    QStringList types{problem.scoring ? u"scoring"_s : u"pass-fail"_s};
    if (problem.interactor)
        types.append(u"interactive"_s);
    yaml.list(u"type"_s, types);
    yaml.map(u"name"_s, [&] {
        for (auto at = problem.names.begin(); at != problem.names.end(); ++at)
            yaml.text(at.key(), at.value());
    });
    yaml.text(u"uuid"_s, QUuid::createUuidV5(kNamespace, problem.identity).toString(QUuid::WithoutBraces));
    // A checker of testlib's reads the output from a file, which it must be able to make.
    const bool copies = problem.checker.has_value();
    if (problem.timeLimit || problem.memory || problem.output || copies) {
        yaml.map(u"limits"_s, [&] {
            if (problem.timeLimit)
                yaml.number(u"time_limit"_s, static_cast<double>(problem.timeLimit->count()) / 1000);
            if (problem.memory)
                yaml.plain(u"memory"_s, mebibytes(*problem.memory));
            if (problem.output)
                yaml.plain(u"output"_s, mebibytes(*problem.output));
            if (copies)
                yaml.plain(u"validation_output"_s, mebibytes(problem.output.value_or(8_MiB) + 8_MiB));
        });
    }
    return yaml.result();
}

/// "007" for the seventh: names are sorted as texts.
std::string numbered(qsizetype number)
{
    return std::format("{:03}", number);
}

/// Errors of reading come up when the draft is written.
void addTestFile(PackageDraft &draft, const std::string &path, const fs::path &source)
{
    QFile file(source);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (text.contains("\r\n"))
        draft.addText(path, QByteArray(text).replace("\r\n", "\n"));
    else
        draft.addCopy(path, source);
}

void addCase(PackageDraft &draft, const std::string &name, const ImportedCase &one)
{
    addTestFile(draft, name + ".in", one.input);
    if (!one.answer.empty())
        addTestFile(draft, name + ".ans", one.answer);
    else
        draft.addText(name + ".ans", "\n");
}

void addCheckerArguments(YamlWriter &yaml, const ImportedProblem &problem)
{
    if (!problem.checkerArguments.isEmpty())
        yaml.list(u"output_validator_args"_s, problem.checkerArguments);
}

void addGroups(PackageDraft &draft, const ImportedProblem &problem)
{
    double total = 0;
    for (const ImportedGroup &group : problem.groups) {
        total += group.points;
        const std::string folder = "data/secret/" + group.name.toStdString();
        YamlWriter yaml;
        yaml.number(u"max_score"_s, group.points);
        yaml.plain(u"score_aggregation"_s, u"pass-fail"_s);
        if (!group.needs.isEmpty()) {
            QStringList names;
            for (const QString &name : group.needs)
                names.append("secret/"_L1 + name);
            yaml.list(u"require_pass"_s, names);
        }
        draft.addText(folder + "/test_group.yaml", yaml.result());
        for (qsizetype i = 0; i < group.cases.size(); ++i)
            addCase(draft, folder + "/" + numbered(i + 1), group.cases[i]);
    }
    YamlWriter yaml;
    yaml.number(u"max_score"_s, total);
    yaml.plain(u"score_aggregation"_s, u"sum"_s);
    addCheckerArguments(yaml, problem);
    draft.addText("data/secret/test_group.yaml", yaml.result());
}

void addTestData(PackageDraft &draft, const ImportedProblem &problem)
{
    for (qsizetype i = 0; i < problem.samples.size(); ++i)
        addCase(draft, "data/sample/" + numbered(i + 1), problem.samples[i]);
    if (problem.scoring)
        addGroups(draft, problem);
    for (qsizetype i = 0; !problem.scoring && i < problem.secret.size(); ++i)
        addCase(draft, "data/secret/" + numbered(i + 1), problem.secret[i]);
    YamlWriter yaml;
    addCheckerArguments(yaml, problem);
    if (!problem.samples.isEmpty())
        draft.addText("data/sample/test_group.yaml", yaml.result());
    if (!problem.scoring)
        draft.addText("data/secret/test_group.yaml", yaml.result());
}

void addValidators(PackageDraft &draft, const ImportedProblem &problem)
{
    if (problem.interactor)
        addTestlibProgram(draft, "output_validator", *problem.interactor, TestlibRole::Interactor);
    else if (problem.checker)
        addTestlibProgram(draft, "output_validator", *problem.checker, TestlibRole::Checker);
    draft.addText("output_validator/check.py", problem.checkerScript);
    for (qsizetype i = 0; i < problem.inputValidators.size(); ++i)
        addTestlibProgram(draft, "input_validators/validator" + std::to_string(i + 1), problem.inputValidators[i],
                          TestlibRole::InputValidator);
}

void addSolutions(PackageDraft &draft, const ImportedProblem &problem)
{
    YamlWriter yaml;
    for (const ImportedSolution &solution : problem.solutions) {
        QString name =
            solution.folder + u'/' + allowedName(QString::fromStdString(solution.source.filename().string()));
        for (int again = 2; draft.contains("submissions/" + name.toStdString()); ++again)
            name = solution.folder + u"/%1-"_s.arg(again) +
                   allowedName(QString::fromStdString(solution.source.filename().string()));
        draft.addCopy("submissions/" + name.toStdString(), solution.source);
        if (!solution.permitted.isEmpty())
            yaml.map(name, [&] { yaml.list(u"permitted"_s, solution.permitted); });
    }
    draft.addText("submissions/submissions.yaml", yaml.result());
}

} // namespace

QString shortNameOf(const QString &name)
{
    QString letters;
    for (const QChar c : name.toLower()) {
        if (c.unicode() < 128 && c.isLetterOrNumber())
            letters.append(c);
    }
    return letters.isEmpty() ? u"problem"_s : letters.first(std::min<qsizetype>(letters.size(), 100));
}

QString allowedName(const QString &name)
{
    QString allowed;
    for (const QChar c : name) {
        const bool letter = c.unicode() < 128 && c.isLetterOrNumber();
        allowed.append(letter || c == u'_' || c == u'.' || c == u'-' ? c : u'-');
    }
    while (allowed.startsWith(u'.') || allowed.startsWith(u'-') || allowed.startsWith(u'_'))
        allowed.removeFirst();
    return allowed.isEmpty() ? u"problem"_s : allowed.first(std::min<qsizetype>(allowed.size(), 100));
}

PackageDraft makePackage(const ImportedProblem &problem)
{
    PackageDraft draft;
    draft.addText("problem.yaml", problemYaml(problem));
    for (const ImportedStatement &statement : problem.statements) {
        const std::string path =
            "statement/problem." + statement.language.toStdString() + "." + statement.extension.toStdString();
        if (statement.file.empty())
            draft.addText(path, statement.text);
        else
            draft.addCopy(path, statement.file);
    }
    addTestData(draft, problem);
    addValidators(draft, problem);
    addSolutions(draft, problem);
    return draft;
}

} // namespace assay::core
