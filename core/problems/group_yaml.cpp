// SPDX-License-Identifier: GPL-3.0-or-later
// Reads testdata.yaml, test_group.yaml and the .yaml of a test case.
#include "core/problems/group_yaml.h"

#include "core/problems/compare_flags.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Which versions have a key, and what comes of it elsewhere.
enum class KeyKind : std::uint8_t {
    OlderFlags,   ///< Arguments of programs, by the name of the older versions; their meaning is clear in all.
    NewerFlags,   ///< The same by the names of the newer ones.
    OlderGrading, ///< How results are put together.
    NewerScoring,
    AnyOf, ///< Texts about cases.
};
struct KeyRow {
    std::string_view name;
    KeyKind kind;
};
constexpr std::array<KeyRow, 23> kGroupKeys = {{
    {"on_reject", KeyKind::OlderGrading},
    {"grading", KeyKind::OlderGrading},
    {"grader_flags", KeyKind::OlderGrading},
    {"accept_score", KeyKind::OlderGrading},
    {"reject_score", KeyKind::OlderGrading},
    {"range", KeyKind::OlderGrading},
    {"input_validator_flags", KeyKind::OlderFlags},
    {"output_validator_flags", KeyKind::OlderFlags},
    {"max_score", KeyKind::NewerScoring},
    {"score_aggregation", KeyKind::NewerScoring},
    {"require_pass", KeyKind::NewerScoring},
    {"static_validation_score", KeyKind::NewerScoring},
    {"static_validator_args", KeyKind::NewerScoring},
    {"scoring", KeyKind::NewerScoring}, // Of drafts.
    {"static_validation", KeyKind::NewerScoring},
    {"args", KeyKind::NewerFlags},
    {"input_validator_args", KeyKind::NewerFlags},
    {"output_validator_args", KeyKind::NewerFlags},
    {"input_visualizer_args", KeyKind::NewerFlags},
    {"output_visualizer_args", KeyKind::NewerFlags},
    {"full_feedback", KeyKind::NewerFlags},
    {"hint", KeyKind::AnyOf},
    {"description", KeyKind::AnyOf},
}};
constexpr std::array<std::string_view, 10> kCaseKeys = {"args",
                                                        "input_validator_args",
                                                        "output_validator_args",
                                                        "input_visualizer_args",
                                                        "output_visualizer_args",
                                                        "full_feedback",
                                                        "hint",
                                                        "description",
                                                        "input_validator_flags",
                                                        "output_validator_flags"};

constexpr double kInfinity = std::numeric_limits<double>::infinity();

RepeatedTolerance repeatedIn(PackageFormat format)
{
    return format == PackageFormat::Version2025 ? RepeatedTolerance::Forbidden : RepeatedTolerance::LastWins;
}

} // namespace

bool speaksOfScoring(const YamlValue &group)
{
    return std::ranges::any_of(group.children(), [](const YamlValue &child) {
        const std::string key = child.key().toStdString();
        const auto row = std::ranges::find(kGroupKeys, std::string_view{key}, &KeyRow::name);
        return row != kGroupKeys.end() && row->kind == KeyKind::NewerScoring;
    });
}

SettingsReader::SettingsReader(const Problem &problem, const ProblemYaml &yaml, GroupStyle style,
                               PackageFindings &findings)
    : m_problem(problem)
    , m_yaml(yaml)
    , m_style(style)
    , m_findings(findings)
{
}

DataSettings SettingsReader::packageWide()
{
    DataSettings settings;
    settings.validatorFlags = m_yaml.validatorFlags;
    if (m_problem.outputValidators.isEmpty())
        m_findings.keep(
            parseCompareFlags(settings.validatorFlags, repeatedIn(m_problem.format), "problem.yaml", "validator_flags"),
            settings.compare);
    applyOlderGrading(settings.grading);
    return settings;
}

DataSettings SettingsReader::ofGroup(const YamlValue &yaml, const DataSettings &above, OwnScoring &scoring)
{
    checkGroupKeys(yaml);
    DataSettings settings = readShared(yaml, above);
    if (m_style == GroupStyle::Legacy) {
        readLegacyGrading(yaml, settings.grading);
        applyOlderGrading(settings.grading);
    } else {
        readScoring(yaml, scoring);
        readStaticValidation(yaml, scoring);
    }
    return settings;
}

DataSettings SettingsReader::ofCase(const YamlValue &yaml, const DataSettings &above)
{
    checkKeys(yaml, kCaseKeys, m_problem.format, m_findings);
    return readShared(yaml, above);
}

void SettingsReader::checkGroupKeys(const YamlValue &yaml)
{
    std::vector<std::string_view> known;
    for (const KeyRow &row : kGroupKeys) {
        known.push_back(row.name);
        const YamlValue *value = yaml.find(row.name);
        if (!value || m_problem.format == PackageFormat::Draft2023)
            continue;
        const bool newer = row.kind == KeyKind::NewerFlags || row.kind == KeyKind::NewerScoring;
        const bool older = row.kind == KeyKind::OlderFlags || row.kind == KeyKind::OlderGrading;
        const bool foreign = isLegacy(m_problem.format) ? newer : older;
        const bool scores = row.kind == KeyKind::OlderGrading || row.kind == KeyKind::NewerScoring;
        if (foreign && scores && m_problem.types.scoring)
            m_findings.add(value->broken("is a key of another version of the format").error());
        else if (foreign)
            m_findings.add(value->warning(scores ? u"is a key of another version of the format and has no effect"_s
                                                 : u"is a key of another version of the format"_s));
    }
    checkKeys(yaml, known, m_problem.format, m_findings);
    for (const std::string &key : yaml.repeatedKeys())
        m_findings.add(
            yaml.warning(u"has the key \"%1\" twice: the last one counts"_s.arg(QString::fromStdString(key))));
    if (m_problem.types.scoring)
        return;
    for (const char *key :
         {"accept_score", "reject_score", "range", "max_score", "score_aggregation", "require_pass"}) {
        if (const YamlValue *value = yaml.find(key))
            m_findings.add(value->warning(u"has no effect: the problem is not scoring"_s));
    }
}

Checked<QStringList> SettingsReader::words(const YamlValue &value)
{
    if (value.isScalar() && m_problem.format == PackageFormat::Version2025)
        m_findings.add(value.warning(u"should be a list; the text is split at its spaces"_s));
    return value.words();
}

DataSettings SettingsReader::readShared(const YamlValue &yaml, const DataSettings &above)
{
    DataSettings settings = above;
    readValidatorFlags(yaml, settings);
    readInputValidatorFlags(yaml, settings);
    for (const auto &[key, into] : {std::pair{"args", &settings.arguments},
                                    std::pair{"input_visualizer_args", &settings.inputVisualizerArguments},
                                    std::pair{"output_visualizer_args", &settings.outputVisualizerArguments}}) {
        if (const YamlValue *value = yaml.find(key))
            m_findings.keep(words(*value), *into);
    }
    if (const YamlValue *value = yaml.find("full_feedback"))
        m_findings.keep(value->boolean(), settings.fullFeedback);
    for (const auto &[key, into] :
         {std::pair{"hint", &settings.hint}, std::pair{"description", &settings.description}}) {
        if (const YamlValue *value = yaml.find(key))
            m_findings.keep(value->string(), *into);
        while (into->endsWith(u'\n')) // as of the files of their own that older versions have
            into->chop(1);
    }
    return settings;
}

void SettingsReader::setValidatorFlags(const QStringList &flags, const YamlValue &place, DataSettings &into)
{
    into.validatorFlags = flags;
    into.compare = {};
    if (m_problem.outputValidators.isEmpty())
        m_findings.keep(
            parseCompareFlags(flags, repeatedIn(m_problem.format), place.file(), place.keyPath().toStdString()),
            into.compare);
}

void SettingsReader::readValidatorFlags(const YamlValue &yaml, DataSettings &into)
{
    if (const YamlValue *value = yaml.find("output_validator_args")) {
        if (const auto flags = m_findings.keep(words(*value)))
            setValidatorFlags(*flags, *value, into);
        return;
    }
    const YamlValue *value = yaml.find("output_validator_flags");
    if (!value)
        return;
    const YamlValue *text = value;
    if (value->isMap()) {
        text = value->find("flags");
        const YamlValue *name = value->find("name");
        if (name && m_problem.outputValidators.size() > 1)
            m_findings.add(name->broken("one of several output validators cannot be chosen for a group").error());
    }
    const auto flags = text ? m_findings.keep(text->words()) : QStringList{};
    // Flags of a group add to those of problem.yaml in the older formats, as problemtools has it.
    if (flags)
        setValidatorFlags(m_yaml.validatorFlags + *flags, *value, into);
}

QString SettingsReader::validatorNamed(const YamlValue &name)
{
    const QString wanted = name.key();
    for (const PackageProgram &program : m_problem.inputValidators) {
        if (wanted == program.name || wanted.section(u'.', 0, -2) == program.name)
            return program.name;
    }
    m_findings.add(name.warning(u"there is no input validator of this name"_s));
    return wanted;
}

void SettingsReader::readInputValidatorFlags(const YamlValue &yaml, DataSettings &into)
{
    const YamlValue *value = yaml.find("input_validator_args");
    if (!value)
        value = yaml.find("input_validator_flags");
    if (!value)
        return;
    ValidatorArguments arguments;
    if (!value->isMap()) {
        m_findings.keep(words(*value), arguments.all);
    } else if (const YamlValue *name = value->find("name"); name && name->isScalar() && value->children().size() <= 2) {
        // Legacy: one validator's name and flags.
        const YamlValue *flags = value->find("flags");
        arguments.named.insert(m_findings.keep(name->string()).value_or(QString()),
                               flags ? m_findings.keep(flags->words()).value_or(QStringList{}) : QStringList{});
    } else {
        for (const YamlValue &entry : value->children()) {
            if (const auto flags = m_findings.keep(words(entry)))
                arguments.named.insert(validatorNamed(entry), *flags);
        }
    }
    into.inputValidatorFlags = arguments;
}

Checked<ScoreRange> readScoreRange(const YamlValue &value)
{
    const auto end = [&](const QString &word) -> Checked<double> {
        const std::string text = word.toLower().toStdString();
        for (const std::string_view name : {"inf", "+inf", ".inf", "+.inf", "infinity"}) {
            if (text == name)
                return kInfinity;
        }
        if (text == "-inf" || text == "-.inf" || text == "-infinity")
            return -kInfinity;
        if (const auto number = parseNumber(text))
            return *number;
        return value.mustBe("two numbers");
    };
    const QStringList words = TRY(value.words());
    if (words.size() != 2)
        return value.mustBe("two numbers");
    const ScoreRange range{.lowest = TRY(end(words[0])), .highest = TRY(end(words[1]))};
    if (range.lowest > range.highest)
        return value.broken("the lower end is above the upper end");
    return range;
}

Checked<ScoreRange> readScoreOrRange(const YamlValue &value)
{
    if (value.isScalar()) {
        if (const auto number = value.number())
            return ScoreRange{.lowest = *number, .highest = *number};
    }
    return readScoreRange(value);
}

} // namespace assay::core
