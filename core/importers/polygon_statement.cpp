// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of Polygon's packages.
#include "core/importers/polygon_statement.h"

#include <array>
#include <set>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr Bytes kLargestSection = 1_MiB;

struct Section {
    const char *file;
    const char *heading; ///< Empty: none.
};

constexpr std::array kSections = {Section{"legend.tex", ""},         Section{"input.tex", "Input"},
                                  Section{"output.tex", "Output"},   Section{"interaction.tex", "Interaction"},
                                  Section{"scoring.tex", "Scoring"}, Section{"notes.tex", "Notes"}};

QByteArray sectionsOf(const PackageTree &tree, const std::string &folder, const QString &name,
                      PackageFindings &findings)
{
    QByteArray text;
    for (const Section &section : kSections) {
        const PackageFile *file = tree.find(folder + "/" + section.file);
        if (file == nullptr)
            continue;
        const auto content = findings.keep(checkedContent(*file, kLargestSection));
        if (!content || content->trimmed().isEmpty())
            continue;
        if (*section.heading != '\0')
            text += "\n\\section*{" + QByteArray(section.heading) + "}\n";
        text += *content + "\n";
    }
    return text.isEmpty() ? text : "\\problemname{" + name.toUtf8() + "}\n\n" + text;
}

} // namespace

QString languageCode(const QString &language)
{
    static const QMap<QString, QString> codes = {
        {u"arabic"_s, u"ar"_s},    {u"armenian"_s, u"hy"_s},   {u"azerbaijani"_s, u"az"_s}, {u"belarusian"_s, u"be"_s},
        {u"bulgarian"_s, u"bg"_s}, {u"chinese"_s, u"zh"_s},    {u"croatian"_s, u"hr"_s},    {u"czech"_s, u"cs"_s},
        {u"dutch"_s, u"nl"_s},     {u"english"_s, u"en"_s},    {u"estonian"_s, u"et"_s},    {u"finnish"_s, u"fi"_s},
        {u"french"_s, u"fr"_s},    {u"georgian"_s, u"ka"_s},   {u"german"_s, u"de"_s},      {u"greek"_s, u"el"_s},
        {u"hebrew"_s, u"he"_s},    {u"hungarian"_s, u"hu"_s},  {u"italian"_s, u"it"_s},     {u"japanese"_s, u"ja"_s},
        {u"kazakh"_s, u"kk"_s},    {u"korean"_s, u"ko"_s},     {u"latvian"_s, u"lv"_s},     {u"lithuanian"_s, u"lt"_s},
        {u"persian"_s, u"fa"_s},   {u"polish"_s, u"pl"_s},     {u"portuguese"_s, u"pt"_s},  {u"romanian"_s, u"ro"_s},
        {u"russian"_s, u"ru"_s},   {u"serbian"_s, u"sr"_s},    {u"slovak"_s, u"sk"_s},      {u"slovene"_s, u"sl"_s},
        {u"spanish"_s, u"es"_s},   {u"swedish"_s, u"sv"_s},    {u"turkish"_s, u"tr"_s},     {u"ukrainian"_s, u"uk"_s},
        {u"uzbek"_s, u"uz"_s},     {u"vietnamese"_s, u"vi"_s},
    };
    return codes.value(language);
}

void readPolygonStatements(const PackageTree &tree, const XmlElement &root, ImportedProblem &problem,
                           PackageFindings &findings)
{
    std::set<QString> done;
    for (const XmlElement *statement : root.at(u"statements").all(u"statement")) {
        const QString language = statement->attribute(u"language"_s);
        const QString code = languageCode(language);
        if (code.isEmpty() || !done.insert(code).second)
            continue;
        const QByteArray text = sectionsOf(tree, "statement-sections/" + language.toStdString(),
                                           problem.names.value(code, problem.names.first()), findings);
        const PackageFile *pdf = tree.find("statements/" + language.toStdString() + "/problem.pdf");
        if (!text.isEmpty())
            problem.statements.append({.language = code, .extension = u"tex"_s, .text = text, .file = {}});
        else if (pdf != nullptr)
            problem.statements.append({.language = code, .extension = u"pdf"_s, .text = {}, .file = pdf->resolved});
        else
            findings.warn("problem.xml", "statements."_L1 + language,
                          u"has neither sections nor a PDF: it is left out"_s);
        if (!problem.names.contains(code))
            problem.names.insert(code, problem.names.first());
    }
}

} // namespace assay::core
