// SPDX-License-Identifier: GPL-3.0-or-later
// Reads problem.yaml (and DOMjudge's domjudge-problem.ini and .timelimit) of every format version.
#include "core/problems/problem_yaml.h"

#include "core/problems/limits_yaml.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

// Sizes that no honest file comes near; yaml-cpp takes about 30 bytes of memory per byte of text.
constexpr Bytes kLargestYaml = 1_MiB;
constexpr Bytes kLargestIni = 64_KiB;

constexpr std::array<std::string_view, 14> kLegacyKeys = {"problem_format_version",
                                                          "type",
                                                          "name",
                                                          "uuid",
                                                          "author",
                                                          "source",
                                                          "source_url",
                                                          "license",
                                                          "rights_owner",
                                                          "limits",
                                                          "validation",
                                                          "validator_flags",
                                                          "grading",
                                                          "keywords"};
constexpr std::array<std::string_view, 15> kKeys = {"problem_format_version",
                                                    "type",
                                                    "name",
                                                    "uuid",
                                                    "version",
                                                    "credits",
                                                    "source",
                                                    "license",
                                                    "rights_owner",
                                                    "embargo_until",
                                                    "limits",
                                                    "keywords",
                                                    "languages",
                                                    "allow_file_writing",
                                                    "constants"};

bool isLegacy(PackageFormat format)
{
    return format == PackageFormat::Legacy || format == PackageFormat::LegacyIcpc;
}

void warn(QList<Finding> &findings, const char *file, const QString &key, const QString &message)
{
    findings.append({.severity = Severity::Warning, .file = QString::fromLatin1(file), .key = key, .message = message});
}

Result<PackageFormat> readFormat(const YamlValue &yaml)
{
    const YamlValue *value = yaml.find("problem_format_version");
    if (!value)
        return PackageFormat::Legacy;
    const std::string version = TRY(value->string()).toStdString();
    if (const auto known = kPackageFormatNames.value(version))
        return *known;
    if (version == "2023-07")
        return PackageFormat::Draft2023;
    if (version == "2025-09-draft")
        return PackageFormat::Version2025;
    return invalidPackage(value->place(), "the version " + inQuotes(version) +
                                              " is none of legacy, legacy-icpc, 2023-07-draft and 2025-09");
}

Result<QMap<QString, QString>> readNames(const YamlValue &yaml, PackageFormat format)
{
    QMap<QString, QString> names;
    const YamlValue *value = yaml.find("name");
    if (!value) {
        if (format == PackageFormat::Version2025)
            return invalidPackage(yaml.place(), "the key \"name\" is missing");
        return names;
    }
    if (!value->isMap()) {
        names.insert(u"en"_s, TRY(value->string()).simplified());
        return names;
    }
    for (const YamlValue &name : value->children())
        names.insert(name.key(), TRY(name.string()).simplified());
    if (names.isEmpty())
        return value->mustBe("a name for each language");
    return names;
}

/// Somebody's name without the "<address>" behind it; from a string or from a map with a name.
Result<QString> personName(const YamlValue &person)
{
    const YamlValue *value = person.isMap() ? person.find("name") : &person;
    if (!value)
        return person.mustBe("a name");
    const QString text = TRY(value->string());
    return text.section(u'<', 0, 0).trimmed();
}

Result<QString> readAuthor(const YamlValue &yaml, PackageFormat format)
{
    if (isLegacy(format)) {
        const YamlValue *author = yaml.find("author");
        return author ? TRY(author->strings()).join(", "_L1) : QString();
    }
    const YamlValue *authors = yaml.find("credits");
    if (authors && authors->isMap())
        authors = authors->find("authors");
    if (!authors)
        return QString();
    if (!authors->isSequence())
        return personName(*authors);
    QStringList names;
    for (const YamlValue &author : authors->children())
        names.append(TRY(personName(author)));
    return names.join(", "_L1);
}

Result<QString> readSource(const YamlValue &yaml)
{
    const YamlValue *source = yaml.find("source");
    if (!source)
        return QString();
    if (!source->isSequence())
        return personName(*source);
    QStringList names;
    for (const YamlValue &entry : source->children())
        names.append(TRY(personName(entry)));
    return names.join(", "_L1);
}

Result<QStringList> readTypes(const YamlValue &yaml)
{
    static constexpr std::array<std::string_view, 5> known = {"pass-fail", "scoring", "multi-pass", "interactive",
                                                              "submit-answer"};
    const YamlValue *value = yaml.find("type");
    if (!value)
        return QStringList{u"pass-fail"_s};
    const QStringList types = TRY(value->strings());
    for (const QString &type : types) {
        if (!std::ranges::contains(known, std::string_view{type.toStdString()}))
            return invalidPackage(value->place(), "the type " + inQuotes(type.toStdString()) + " is not known");
    }
    if (types.isEmpty())
        return value->mustBe("at least one type");
    if (types.contains("scoring"_L1) && types.contains("pass-fail"_L1))
        return invalidPackage(value->place(), "scoring and pass-fail exclude each other");
    return types;
}

/// Legacy: "default", or "custom" and any of "score" and "interactive", which are types in the newer formats.
Result<void> readValidation(const YamlValue &yaml, ProblemYaml &into)
{
    const YamlValue *value = yaml.find("validation");
    into.validation = u"default"_s;
    if (!value)
        return {};
    const QStringList words = TRY(value->words());
    if (words.isEmpty() || (words[0] != "default"_L1 && words[0] != "custom"_L1))
        return value->mustBe("default, or custom with score or interactive behind it");
    into.validation = words[0];
    for (const QString &word : words.sliced(1)) {
        if (word == "interactive"_L1 || word == "multi-pass"_L1)
            into.types.append(word);
        else if (word != "score"_L1 || into.validation == "default"_L1)
            return value->mustBe("default, or custom with score or interactive behind it");
    }
    return {};
}

Result<QMap<QString, QString>> readConstants(const YamlValue &yaml)
{
    QMap<QString, QString> constants;
    const YamlValue *value = yaml.find("constants");
    if (!value)
        return constants;
    if (!value->isMap())
        return value->mustBe("a map of names to values");
    for (const YamlValue &constant : value->children()) {
        if (!constant.isMap()) {
            constants.insert(constant.key(), TRY(constant.string()));
            continue;
        }
        if (!constant.find("value"))
            return invalidPackage(constant.place(), "the key \"value\" is missing");
        for (const YamlValue &variant : constant.children())
            constants.insert(constant.key() + u'.' + variant.key(), TRY(variant.string()));
        constants.insert(constant.key(), constants.value(constant.key() + ".value"_L1));
    }
    return constants;
}

Result<QStringList> readLanguages(const YamlValue &yaml)
{
    const YamlValue *value = yaml.find("languages");
    if (!value)
        return QStringList{};
    QStringList languages = TRY(value->words());
    if (languages == QStringList{u"all"_s})
        languages.clear();
    else if (languages.isEmpty())
        return value->mustBe("all or a list of languages");
    return languages;
}

/// The lines "key = value" of an ini file without sections, quotes taken off.
QMap<QString, QString> readIni(const QByteArray &text)
{
    QMap<QString, QString> values;
    for (const QString &line : QString::fromUtf8(text).split(u'\n')) {
        const qsizetype equals = line.indexOf(u'=');
        if (equals <= 0 || line.startsWith(u';') || line.startsWith(u'#'))
            continue;
        QString value = line.sliced(equals + 1).trimmed();
        if (value.size() >= 2 && (value[0] == u'"' || value[0] == u'\'') && value.back() == value[0])
            value = value.sliced(1, value.size() - 2);
        values.insert(line.first(equals).trimmed(), value);
    }
    return values;
}

Result<void> setTimeLimit(ProblemYaml &into, const QString &text, std::string_view place)
{
    const auto seconds = parseNumber(text.trimmed().toStdString());
    if (!seconds)
        return invalidPackage(place, "must be a time in seconds, not " + inQuotes(text.toStdString()));
    into.limits.cpu = TRY(timeLimitOf(*seconds, place));
    into.timeLimitSource = TimeLimitSource::Given;
    return {};
}

/// DOMjudge's own files beside problem.yaml. A limit in problem.yaml itself comes first.
/// Source: DOMjudge manual, "Problem format specification".
Result<void> readDomjudgeFiles(const PackageTree &tree, ProblemYaml &into)
{
    const auto *const ini = tree.find("domjudge-problem.ini");
    const auto values = ini ? readIni(TRY(readPackageFile(*ini, kLargestIni))) : QMap<QString, QString>{};
    if (const QString name = values.value(u"name"_s); into.names.isEmpty() && !name.isEmpty())
        into.names.insert(u"en"_s, name);
    if (into.timeLimitSource == TimeLimitSource::Given)
        return {};
    if (values.contains(u"timelimit"_s))
        return setTimeLimit(into, values.value(u"timelimit"_s), "domjudge-problem.ini: timelimit");
    if (const auto *const file = tree.find(".timelimit"))
        return setTimeLimit(into, QString::fromUtf8(TRY(readPackageFile(*file, kLargestIni))), ".timelimit");
    return {};
}

} // namespace

Result<YamlValue> readYaml(const PackageFile &file)
{
    const QByteArray text = TRY(readPackageFile(file, kLargestYaml));
    return YamlValue::parse({text.constData(), static_cast<std::size_t>(text.size())}, file.path);
}

Result<void> checkKeys(const YamlValue &map, std::span<const std::string_view> known, PackageFormat format,
                       QList<Finding> &findings)
{
    for (const YamlValue &child : map.children()) {
        const std::string key = child.key().toStdString();
        if (std::ranges::contains(known, std::string_view{key}))
            continue;
        // 2025-09 wants it so; the older formats in use are full of keys of somebody's tools.
        if (format == PackageFormat::Version2025)
            return invalidPackage(map.place(), "the key " + inQuotes(key) + " is not known");
        const std::string file = map.place().substr(0, map.place().find(": "));
        warn(findings, file.c_str(), child.keyPath(), u"this key is not known and has no effect"_s);
    }
    return {};
}

Result<ProblemYaml> readProblemYaml(const PackageTree &tree)
{
    const PackageFile *file = tree.find("problem.yaml");
    if (!file && !tree.find("domjudge-problem.ini"))
        return invalidPackage("problem.yaml", "is missing: this folder is no problem package");
    // A package that DOMjudge exported may have its ini file alone.
    const YamlValue yaml = file ? TRY(readYaml(*file)) : TRY(YamlValue::parse({}, "problem.yaml"));

    ProblemYaml into;
    into.format = TRY(readFormat(yaml));
    const bool legacy = isLegacy(into.format);
    TRY(checkKeys(yaml, legacy ? std::span<const std::string_view>{kLegacyKeys} : kKeys, into.format, into.findings));
    into.names = TRY(readNames(yaml, into.format));
    into.types = TRY(readTypes(yaml));
    into.author = TRY(readAuthor(yaml, into.format));
    into.source = TRY(readSource(yaml));
    into.license = u"unknown"_s;
    if (const YamlValue *license = yaml.find("license"))
        into.license = TRY(license->string());
    if (into.format != PackageFormat::Version2025) {
        if (const YamlValue *flags = yaml.find("validator_flags"))
            into.validatorFlags = TRY(flags->words());
    }
    if (legacy)
        TRY(readValidation(yaml, into));
    else {
        into.languages = TRY(readLanguages(yaml));
        into.constants = TRY(readConstants(yaml));
    }
    TRY(readLimits(yaml, into));
    TRY(readDomjudgeFiles(tree, into));
    if (into.timeLimitSource == TimeLimitSource::Assumed) {
        into.limits.cpu = kAssumedTimeLimit;
        warn(into.findings, "problem.yaml", u"limits.time_limit"_s,
             u"no time limit is given: %1 s is assumed until it is inferred from the jury's submissions"_s.arg(
                 kAssumedTimeLimit.count() / 1000));
    }
    return into;
}

} // namespace assay::core
