// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the statements of a package, and the titles that LaTeX statements carry.
#include "core/problems/statement_files.h"

#include "core/problems/latex_html.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <tuple>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestStatement = 2_MiB;

struct StatementName {
    QString language;
    StatementFormat format;
};

/// "problem.en.md", or "problem.tex" for English.
std::optional<StatementName> parseName(const std::string &fileName)
{
    static const QRegularExpression pattern{u"^problem(?:\\.([a-z]{2,3}(?:-[A-Z]{2})?))?\\.(md|tex|pdf)$"_s};
    const auto match = pattern.match(QString::fromStdString(fileName));
    if (!match.hasMatch())
        return std::nullopt;
    const QString ending = match.captured(2);
    StatementName name{.language = match.captured(1), .format = StatementFormat::Pdf};
    if (name.language.isEmpty())
        name.language = u"en"_s;
    if (ending == "md"_L1)
        name.format = StatementFormat::Markdown;
    else if (ending == "tex"_L1)
        name.format = StatementFormat::Latex;
    return name;
}

/// The folders in which to look, that of the format first.
std::array<std::string_view, 2> statementFolders(PackageFormat format)
{
    if (format == PackageFormat::Legacy || format == PackageFormat::LegacyIcpc)
        return {"problem_statement", "statement"};
    return {"statement", "problem_statement"};
}

QList<Statement> findIn(const PackageTree &tree, std::string_view folder, PackageFindings &findings)
{
    QList<Statement> found;
    for (const PackageFile &file : tree.below(folder)) {
        const auto name = parseName(file.path.substr(folder.size() + 1));
        if (!name)
            continue;
        const bool again = std::ranges::any_of(
            found, [&](const Statement &one) { return one.language == name->language && one.format == name->format; });
        // By the name in the package, so that pictures beside it are found even when it is a link.
        if (again)
            findings.warn(file.path, {}, u"is ignored: there is another statement in this language"_s);
        else
            found.append({.language = name->language, .format = name->format, .file = tree.root() / file.path});
    }
    std::ranges::sort(found, {}, [](const Statement &one) { return std::tuple{one.language, one.format, one.file}; });
    return found;
}

/// \problemname{…} or the plain title that a comment gives. Source: legacy format, "Problem statements".
QString titleInLatex(const QString &text)
{
    static const QRegularExpression plain{u"^%%\\s*plainproblemname:(.*)$"_s, QRegularExpression::MultilineOption};
    static const QRegularExpression command{u"^[^%\\n]*\\\\problemname\\{(.*)\\}"_s,
                                            QRegularExpression::MultilineOption};
    if (const auto match = plain.match(text); match.hasMatch())
        return match.captured(1).simplified();
    if (const auto match = command.match(text); match.hasMatch())
        return latexToPlainText(match.captured(1)).simplified();
    return {};
}

/// 2025-09 wants exactly one name for each language with a statement.
void checkLanguages(const Problem &problem, PackageFindings &findings)
{
    QStringList languages;
    for (const Statement &statement : problem.statements) {
        if (!languages.contains(statement.language))
            languages.append(statement.language);
    }
    for (const QString &language : std::as_const(languages)) {
        if (!problem.names.contains(language))
            findings.warn("problem.yaml", u"name"_s, u"there is none in the language %1"_s.arg(language));
    }
    for (const QString &language : problem.names.keys()) {
        if (!languages.contains(language) && !languages.isEmpty())
            findings.warn("problem.yaml", u"name."_s + language, u"there is no statement in this language"_s);
    }
}

} // namespace

QList<Statement> findStatements(const PackageTree &tree, PackageFormat format, PackageFindings &findings)
{
    for (const std::string_view folder : statementFolders(format)) {
        if (auto found = findIn(tree, folder, findings); !found.isEmpty())
            return found;
    }
    if (tree.find("problem.pdf"))
        return {{.language = u"en"_s, .format = StatementFormat::Pdf, .file = tree.root() / "problem.pdf"}};
    findings.warn(statementFolders(format)[0], {}, u"there is no problem statement"_s);
    return {};
}

QMap<QString, QString> latexTitles(const Problem &problem, PackageFindings &findings)
{
    QMap<QString, QString> titles;
    for (const Statement &statement : problem.statements) {
        std::error_code error;
        const PackageFile file{.path = statement.file.lexically_relative(problem.root).generic_string(),
                               .resolved = std::filesystem::canonical(statement.file, error),
                               .size = {}};
        if (statement.format != StatementFormat::Latex || error)
            continue;
        const auto text = findings.keep(checkedContent(file, kLargestStatement));
        const QString title = titleInLatex(QString::fromUtf8(text.value_or(QByteArray{})));
        if (!title.isEmpty())
            titles.insert(statement.language, title);
    }
    return titles;
}

void completeNames(Problem &problem, const QString &fallback, PackageFindings &findings)
{
    QMap<QString, QString> &names = problem.names;
    if (isLegacy(problem.format)) {
        const QMap<QString, QString> titles = latexTitles(problem, findings);
        for (auto at = titles.begin(); at != titles.end(); ++at)
            names.insert(at.key(), at.value());
    }
    if (problem.format == PackageFormat::Version2025)
        checkLanguages(problem, findings);
    if (names.isEmpty())
        names.insert(u"en"_s, fallback);
}

} // namespace assay::core
