// SPDX-License-Identifier: GPL-3.0-or-later
// Reads problem.yaml (and DOMjudge's domjudge-problem.ini and .timelimit) of every format version.
#include "core/problems/problem_yaml.h"

#include "core/problems/constants.h"
#include "core/problems/constants_yaml.h"
#include "core/problems/credits_yaml.h"
#include "core/problems/domjudge_files.h"
#include "core/problems/group_yaml.h"
#include "core/problems/limits_yaml.h"
#include "core/problems/message_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

// A size that no honest file comes near; yaml-cpp takes about 30 bytes of memory per byte of text.
constexpr Bytes kLargestYaml = 1_MiB;

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
constexpr std::array<std::string_view, 6> kGradingKeys = {
    "objective", "show_test_data_groups", "accept_score", "reject_score", "range", "on_reject"};
/// Of older versions, and clear in 2025-09 as well: they are honoured, with a warning.
constexpr std::array<std::string_view, 2> kOlderKeys = {"source_url", "author"};

Checked<PackageFormat> readFormat(const YamlValue &yaml)
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
    return value->broken("the version " + inQuotes(version) +
                         " is none of legacy, legacy-icpc, 2023-07-draft and 2025-09");
}

void checkTopKeys(const YamlValue &yaml, PackageFormat format, PackageFindings &findings)
{
    std::vector<std::string_view> known;
    if (format != PackageFormat::Version2025)
        known.assign(kLegacyKeys.begin(), kLegacyKeys.end());
    if (!isLegacy(format))
        known.insert(known.end(), kKeys.begin(), kKeys.end());
    if (format == PackageFormat::Version2025) {
        known.insert(known.end(), kOlderKeys.begin(), kOlderKeys.end());
        for (const auto key : kOlderKeys) {
            if (const YamlValue *value = yaml.find(key))
                findings.add(value->warning(u"is a key of older versions"_s));
        }
    }
    checkKeys(yaml, known, format, findings);
}

Checked<QMap<QString, QString>> readNames(const YamlValue &yaml, PackageFormat format)
{
    QMap<QString, QString> names;
    const YamlValue *value = yaml.find("name");
    if (!value) {
        if (format == PackageFormat::Version2025)
            return yaml.broken("the key \"name\" is missing");
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

void readUuid(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    static const QRegularExpression form{u"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"_s};
    if (const YamlValue *uuid = yaml.find("uuid")) {
        findings.keep(uuid->string(), problem.uuid);
        if (!form.match(problem.uuid).hasMatch())
            findings.add(uuid->warning(u"is no UUID"_s));
    } else if (problem.format == PackageFormat::Version2025) {
        findings.warn("problem.yaml", u"uuid"_s, u"is missing"_s);
    }
}

struct TypeRow {
    std::string_view name;
    bool ProblemTypes::*member; ///< nullptr: pass-fail, which is the absence of scoring.
};
constexpr std::array<TypeRow, 5> kTypes = {{{"pass-fail", nullptr},
                                            {"scoring", &ProblemTypes::scoring},
                                            {"interactive", &ProblemTypes::interactive},
                                            {"multi-pass", &ProblemTypes::multiPass},
                                            {"submit-answer", &ProblemTypes::submitAnswer}}};

Checked<void> readTypes(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    const YamlValue *value = yaml.find("type");
    if (!value)
        return {};
    const QStringList names = TRY(value->words());
    if (names.isEmpty())
        return value->mustBe("at least one type");
    if (value->isScalar() && names.size() > 1)
        findings.add(value->warning(u"several types should be a list"_s));
    ProblemTypes types;
    for (const QString &name : names) {
        const auto row = std::ranges::find(kTypes, std::string_view{name.toStdString()}, &TypeRow::name);
        if (row == kTypes.end())
            return value->broken("the type " + inQuotes(name.toStdString()) + " is not known");
        if (row->member)
            types.*(row->member) = true;
    }
    if (types.scoring && names.contains("pass-fail"_L1))
        return value->broken("scoring and pass-fail exclude each other");
    if (types.submitAnswer && (types.interactive || types.multiPass))
        return value->broken("submit-answer excludes interactive and multi-pass");
    problem.types = types;
    return {};
}

/// "default", or "custom" and any of "score", "interactive" and (DOMjudge's) "multi-pass", which are types in the newer
/// formats.
Checked<void> readValidation(const YamlValue &yaml, Problem &problem, ProblemYaml &rest)
{
    const YamlValue *value = yaml.find("validation");
    if (!value || problem.format == PackageFormat::Version2025)
        return {};
    constexpr std::string_view wanted = "default, or custom with score or interactive behind it";
    const QStringList words = TRY(value->words());
    if (words.isEmpty() || (words[0] != "default"_L1 && words[0] != "custom"_L1))
        return value->mustBe(wanted);
    rest.customValidation = words[0] == "custom"_L1;
    for (const QString &word : words.sliced(1)) {
        if (word == "interactive"_L1 && rest.customValidation)
            problem.types.interactive = true;
        else if ((word == "multi-pass"_L1 || word == "multipass"_L1) && rest.customValidation)
            problem.types.multiPass = true;
        else if (word == "score"_L1 && rest.customValidation)
            problem.validatorScores = true;
        else
            return value->mustBe(wanted);
    }
    return {};
}

void readGrading(const YamlValue &yaml, Problem &problem, ProblemYaml &rest, PackageFindings &findings)
{
    const YamlValue *grading = yaml.find("grading");
    if (!grading || problem.format == PackageFormat::Version2025)
        return;
    if (!grading->isMap())
        return findings.add(grading->mustBe("a map").error());
    checkKeys(*grading, kGradingKeys, problem.format, findings);
    if (const YamlValue *value = grading->find("objective")) {
        const QString objective = findings.keep(value->string()).value_or(QString());
        if (objective == "min"_L1)
            problem.objective = Objective::Minimize;
        else if (objective != "max"_L1)
            findings.add(value->mustBe("min or max").error());
    }
    if (const YamlValue *value = grading->find("show_test_data_groups"))
        findings.keep(value->boolean(), problem.showTestDataGroups);
    if (const YamlValue *value = grading->find("accept_score"))
        rest.acceptScore = findings.keep(value->number());
    if (const YamlValue *value = grading->find("reject_score"))
        rest.rejectScore = findings.keep(value->number());
    if (const YamlValue *value = grading->find("range"))
        rest.range = findings.keep(readScoreRange(*value));
    if (const YamlValue *value = grading->find("on_reject")) {
        const QString policy = findings.keep(value->string()).value_or(QString());
        if (policy == "first_error"_L1)
            rest.onReject = OnReject::Break;
        else if (policy == "grade"_L1)
            rest.onReject = OnReject::Continue;
        else if (policy != "worst_error"_L1)
            findings.add(value->mustBe("first_error, worst_error or grade").error());
    }
    for (const char *old : {"accept_score", "reject_score", "range", "on_reject"}) {
        if (const YamlValue *value = grading->find(old))
            findings.add(value->warning(u"belongs into testdata.yaml; here it holds for every group"_s));
    }
}

void readEmbargo(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    static const QRegularExpression form{u"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z)?$"_s};
    const YamlValue *value = yaml.find("embargo_until");
    if (!value)
        return;
    findings.keep(value->string(), problem.embargoUntil);
    if (!form.match(problem.embargoUntil).hasMatch())
        findings.add(value->warning(u"is no date and no time in UTC"_s));
}

void readWords(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    if (const YamlValue *keywords = yaml.find("keywords"))
        findings.keep(keywords->words(), problem.keywords);
    const YamlValue *languages = yaml.find("languages");
    if (!languages || isLegacy(problem.format))
        return;
    const auto words = findings.keep(languages->words());
    if (!words || *words == QStringList{u"all"_s})
        return;
    if (words->isEmpty())
        findings.add(languages->mustBe("all or a list of languages").error());
    problem.languages = *words;
}

} // namespace

Checked<YamlValue> readYaml(const PackageFile &file, const QMap<QString, QString> &constants, RepeatedKeys repeated)
{
    const QByteArray text = applyConstants(TRY(checkedContent(file, kLargestYaml)), constants);
    return YamlValue::parse({text.constData(), static_cast<std::size_t>(text.size())}, file.path, repeated);
}

void checkKeys(const YamlValue &map, std::span<const std::string_view> known, PackageFormat format,
               PackageFindings &findings)
{
    for (const YamlValue &child : map.children()) {
        const std::string key = child.key().toStdString();
        if (std::ranges::contains(known, std::string_view{key}))
            continue;
        if (format == PackageFormat::Version2025)
            findings.add(map.broken("the key " + inQuotes(key) + " is not known").error());
        else
            findings.add(child.warning(u"this key is not known and has no effect"_s));
    }
}

ProblemYaml readProblemYaml(const YamlValue &yaml, Problem &problem, PackageFindings &findings)
{
    ProblemYaml rest;
    const auto format = findings.keep(readFormat(yaml));
    if (!format)
        return rest;
    problem.format = *format;
    checkTopKeys(yaml, *format, findings);
    findings.keep(readNames(yaml, *format), problem.names);
    findings.keep(readTypes(yaml, problem, findings));
    findings.keep(readValidation(yaml, problem, rest));
    readUuid(yaml, problem, findings);
    readCredits(yaml, problem, findings);
    readWords(yaml, problem, findings);
    if (const YamlValue *flags = yaml.find("validator_flags"); flags && *format != PackageFormat::Version2025)
        findings.keep(flags->words(), rest.validatorFlags);
    if (!isLegacy(*format)) {
        problem.allowFileWriting = *format == PackageFormat::Draft2023;
        if (const YamlValue *version = yaml.find("version"))
            findings.keep(version->string(), problem.version);
        if (const YamlValue *writing = yaml.find("allow_file_writing"))
            findings.keep(writing->boolean(), problem.allowFileWriting);
        if (const YamlValue *constants = yaml.find("constants"))
            problem.constants = readConstants(*constants, findings);
        readEmbargo(yaml, problem, findings);
    }
    readGrading(yaml, problem, rest, findings);
    readLimits(yaml, problem, findings);
    return rest;
}

ProblemYaml readProblemYaml(const PackageTree &tree, Problem &problem, PackageFindings &findings)
{
    problem.timeLimitSource = TimeLimitSource::Assumed; // Until somebody gives one.
    const PackageFile *file = tree.find("problem.yaml");
    // A package that DOMjudge exported may have its ini file alone.
    if (!file && !tree.find("domjudge-problem.ini")) {
        findings.error("problem.yaml", {}, u"is missing: this folder is no problem package"_s);
        return {};
    }
    const auto yaml = findings.keep(file ? readYaml(*file) : YamlValue::parse({}, "problem.yaml"));
    if (!yaml)
        return {};
    ProblemYaml rest = readProblemYaml(*yaml, problem, findings);
    readDomjudgeFiles(tree, problem, findings);
    return rest;
}

} // namespace assay::core
