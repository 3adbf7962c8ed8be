// SPDX-License-Identifier: GPL-3.0-or-later
// Reads who made a problem, and where it comes from.
#include "core/problems/credits_yaml.h"

#include "core/problems/message_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr std::array<std::string_view, 4> kPersonKeys = {"name", "email", "orcid", "kattis"};
constexpr std::array<std::string_view, 2> kSourceKeys = {"name", "url"};
constexpr std::array<std::string_view, 6> kCreditKeys = {"authors",     "contributors", "testers",
                                                         "translators", "packagers",    "acknowledgements"};
constexpr std::array<std::string_view, 7> kLicenses = {"unknown",  "public domain", "cc0",       "cc by",
                                                       "cc by-sa", "educational",   "permission"};

Person personOf(const QString &text)
{
    static const QRegularExpression withAddress{u"^(.*?)\\s*<([^<>]*)>$"_s};
    const QString line = text.simplified();
    if (const auto match = withAddress.match(line); match.hasMatch())
        return {.name = match.captured(1), .email = match.captured(2).trimmed(), .orcid = {}, .kattis = {}};
    return {.name = line, .email = {}, .orcid = {}, .kattis = {}};
}

Checked<Person> readPerson(const YamlValue &value, PackageFormat format, PackageFindings &findings)
{
    if (!value.isMap())
        return personOf(TRY(value.string()));
    checkKeys(value, kPersonKeys, format, findings);
    if (!value.find("name"))
        return value.mustBe("a name, or a map with the key \"name\"");
    Person person;
    for (const auto &[key, into] : {std::pair{"name", &person.name}, std::pair{"email", &person.email},
                                    std::pair{"orcid", &person.orcid}, std::pair{"kattis", &person.kattis}}) {
        if (const YamlValue *text = value.find(key))
            *into = TRY(text->string()).simplified();
    }
    return person;
}

void readAuthor(const YamlValue &author, Problem &problem, PackageFindings &findings)
{
    if (!author.isScalar()) {
        problem.credits.authors = readPersons(author, problem.format, findings);
        return;
    }
    if (const auto text = findings.keep(author.string()))
        problem.credits.authors = readAuthors(*text);
}

void readCreditMap(const YamlValue &credits, Problem &problem, PackageFindings &findings)
{
    if (!credits.isMap()) {
        problem.credits.authors = readPersons(credits, problem.format, findings);
        return;
    }
    checkKeys(credits, kCreditKeys, problem.format, findings);
    Credits &into = problem.credits;
    for (const auto &[key, list] : {std::pair{"authors", &into.authors}, std::pair{"contributors", &into.contributors},
                                    std::pair{"testers", &into.testers}, std::pair{"packagers", &into.packagers},
                                    std::pair{"acknowledgements", &into.acknowledgements}}) {
        if (const YamlValue *value = credits.find(key))
            *list = readPersons(*value, problem.format, findings);
    }
    const YamlValue *translators = credits.find("translators");
    if (!translators)
        return;
    if (!translators->isMap())
        return findings.add(translators->mustBe("a map of languages to persons").error());
    for (const YamlValue &language : translators->children())
        into.translators.insert(language.key(), readPersons(language, problem.format, findings));
}

Checked<ProblemSource> readSource(const YamlValue &value, PackageFormat format, PackageFindings &findings)
{
    if (!value.isMap())
        return ProblemSource{.name = TRY(value.string()).simplified(), .url = {}};
    checkKeys(value, kSourceKeys, format, findings);
    if (!value.find("name"))
        return value.mustBe("a name, or a map with the key \"name\"");
    ProblemSource source{.name = TRY(value.find("name")->string()).simplified(), .url = {}};
    if (const YamlValue *url = value.find("url"))
        source.url = TRY(url->string()).trimmed();
    return source;
}

void readSources(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    if (const YamlValue *value = yaml.find("source")) {
        if (value->isSequence()) {
            for (const YamlValue &entry : value->children()) {
                if (auto source = findings.keep(readSource(entry, problem.format, findings)))
                    problem.sources.append(std::move(*source));
            }
        } else if (auto source = findings.keep(readSource(*value, problem.format, findings))) {
            if (!source->name.isEmpty())
                problem.sources.append(std::move(*source));
        }
    }
    const YamlValue *url = yaml.find("source_url");
    if (!url)
        return;
    const auto text = findings.keep(url->string());
    if (problem.sources.size() != 1)
        findings.add(url->warning(u"belongs to no source"_s));
    else if (text)
        problem.sources[0].url = text->trimmed();
}

void readRights(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    problem.license = u"unknown"_s;
    if (const YamlValue *license = yaml.find("license")) {
        findings.keep(license->string(), problem.license);
        if (!std::ranges::contains(kLicenses, std::string_view{problem.license.toStdString()}))
            findings.add(license->warning(u"the license %1 is not one that the format knows"_s.arg(
                QString::fromStdString(inQuotes(problem.license.toStdString())))));
    }
    if (const YamlValue *owner = yaml.find("rights_owner"))
        findings.keep(owner->string(), problem.rightsOwner);
    const bool free = problem.license == "unknown"_L1 || problem.license == "public domain"_L1;
    if (problem.license == "public domain"_L1 && !problem.rightsOwner.isEmpty())
        findings.warn("problem.yaml", u"rights_owner"_s, u"what is in the public domain has no owner"_s);
    if (!free && problem.rightsOwner.isEmpty() && problem.credits.authors.isEmpty() && problem.sources.isEmpty())
        findings.warn("problem.yaml", u"rights_owner"_s, u"is missing: the license asks for an owner"_s);
}

} // namespace

QList<Person> readPersons(const YamlValue &value, PackageFormat format, PackageFindings &findings)
{
    QList<Person> persons;
    const auto add = [&](const YamlValue &entry) {
        auto person = findings.keep(readPerson(entry, format, findings));
        if (person && !person->name.isEmpty())
            persons.append(std::move(*person));
    };
    if (!value.isSequence()) {
        add(value);
        return persons;
    }
    for (const YamlValue &entry : value.children())
        add(entry);
    return persons;
}

QList<Person> readAuthors(const QString &text)
{
    static const QRegularExpression between{u",\\s*|\\s+and\\s+|\\s+&\\s+"_s};
    QList<Person> authors;
    for (const QString &name : text.simplified().split(between)) {
        if (!name.trimmed().isEmpty())
            authors.append(personOf(name));
    }
    return authors;
}

void readCredits(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    // The newer formats have only `credits`; early drafts still had `author`.
    if (const YamlValue *credits = yaml.find("credits"))
        readCreditMap(*credits, problem, findings);
    else if (const YamlValue *author = yaml.find("author"))
        readAuthor(*author, problem, findings);
    readSources(yaml, problem, findings);
    readRights(yaml, problem, findings);

    QStringList authors;
    for (const Person &person : problem.credits.authors)
        authors.append(person.name);
    problem.author = authors.join(", "_L1);
    QStringList sources;
    for (const ProblemSource &source : problem.sources)
        sources.append(source.name);
    problem.source = sources.join(", "_L1);
}

} // namespace assay::core
