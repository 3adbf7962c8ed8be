// SPDX-License-Identifier: GPL-3.0-or-later
// Writes problem.yaml.
#include "core/problems/problem_yaml_writer.h"

#include "core/problems/case_settings.h"
#include "core/problems/credits_yaml.h"
#include "core/problems/person_writer.h"
#include "core/problems/statement_files.h"
#include "core/problems/yaml_writer.h"

#include <QUuid>

#include <algorithm>
#include <variant>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

void writeCredits(YamlWriter &yaml, const Credits &credits)
{
    if (credits == Credits{})
        return;
    yaml.map(u"credits"_s, [&] {
        writePersons(yaml, u"authors"_s, credits.authors);
        writePersons(yaml, u"contributors"_s, credits.contributors);
        writePersons(yaml, u"testers"_s, credits.testers);
        if (!credits.translators.isEmpty()) {
            yaml.map(u"translators"_s, [&] {
                for (auto at = credits.translators.begin(); at != credits.translators.end(); ++at)
                    writePersons(yaml, at.key(), at.value());
            });
        }
        writePersons(yaml, u"packagers"_s, credits.packagers);
        writePersons(yaml, u"acknowledgements"_s, credits.acknowledgements);
    });
}

void writeSources(YamlWriter &yaml, const QList<ProblemSource> &sources)
{
    if (sources.isEmpty())
        return;
    yaml.sequence(u"source"_s, [&] {
        for (const ProblemSource &source : sources) {
            if (source.url.isEmpty()) {
                yaml.item(source.name);
                continue;
            }
            yaml.item([&] {
                yaml.text(u"name"_s, source.name);
                yaml.text(u"url"_s, source.url);
            });
        }
    });
}

/// The whole number that problem.yaml has for a limit that is given.
QString limitText(const Limits &limits, LimitKey key)
{
    const auto in = [](Bytes size, Bytes unit) { return QString::number(size.count / unit.count); };
    const auto seconds = [](Milliseconds time) { return QString::number(time.count() / 1000); };
    switch (key) {
    case LimitKey::TimeLimit:
        return numberText(static_cast<double>(limits.cpu.count()) / 1000);
    case LimitKey::Memory:
        return in(limits.memory, 1_MiB);
    case LimitKey::Output:
        return in(limits.output, 1_MiB);
    case LimitKey::Code:
        return in(limits.code, 1_KiB);
    case LimitKey::CompilationTime:
        return seconds(limits.compileCpu);
    case LimitKey::CompilationMemory:
        return in(limits.compileMemory, 1_MiB);
    case LimitKey::ValidationTime:
        return seconds(limits.validationCpu);
    case LimitKey::ValidationMemory:
        return in(limits.validationMemory, 1_MiB);
    case LimitKey::ValidationOutput:
        return in(limits.validationOutput, 1_MiB);
    case LimitKey::ValidationPasses:
        return QString::number(limits.validationPasses);
    }
    return {};
}

void writeLimits(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    const TimeLimitInference &inference = problem.timeLimitInference;
    const TimeLimitInference usual =
        target.isLegacy() ? TimeLimitInference{.acToTimeLimit = 5, .timeLimitToTle = 2} : TimeLimitInference{};
    const bool multipliers =
        inference.acToTimeLimit != usual.acToTimeLimit || inference.timeLimitToTle != usual.timeLimitToTle;
    const bool resolution = !target.isLegacy() && inference.resolution != usual.resolution;
    std::vector<LimitKey> given(problem.givenLimits.begin(), problem.givenLimits.end());
    if (target.isLegacy()) {
        std::erase(given, LimitKey::TimeLimit); // It has a file of its own.
        if (!target.same)
            std::erase(given, LimitKey::ValidationPasses);
    }
    if (!multipliers && !resolution && given.empty())
        return;
    yaml.map(u"limits"_s, [&] {
        if (multipliers && target.isLegacy()) {
            yaml.number(u"time_multiplier"_s, inference.acToTimeLimit);
            yaml.number(u"time_safety_margin"_s, inference.timeLimitToTle);
        } else if (multipliers) {
            yaml.map(u"time_multipliers"_s, [&] {
                yaml.number(u"ac_to_time_limit"_s, inference.acToTimeLimit);
                yaml.number(u"time_limit_to_tle"_s, inference.timeLimitToTle);
            });
        }
        if (resolution)
            yaml.number(u"time_resolution"_s, static_cast<double>(inference.resolution.count()) / 1000);
        for (const LimitKey key : given) {
            yaml.plain(QString::fromUtf8(kLimitKeyNames.text(key)), limitText(problem.limits, key));
        }
    });
}

void writeConstants(YamlWriter &yaml, const QMap<QString, QString> &constants)
{
    if (constants.isEmpty())
        return;
    const auto scalar = [&](const QString &key, const QString &text) {
        // A number stays one; its text is what counts.
        if (parseNumber(text.toStdString()))
            yaml.plain(key, text);
        else
            yaml.text(key, text);
    };
    yaml.map(u"constants"_s, [&] {
        for (auto at = constants.begin(); at != constants.end(); ++at) {
            if (at.key().contains(u'.'))
                continue;
            QMap<QString, QString> variants;
            const QString prefix = at.key() + u'.';
            for (auto other = constants.lowerBound(prefix); other != constants.end(); ++other) {
                if (!other.key().startsWith(prefix))
                    break;
                variants.insert(other.key().sliced(prefix.size()), other.value());
            }
            if (variants.size() <= 1) {
                scalar(at.key(), at.value());
                continue;
            }
            yaml.map(at.key(), [&] {
                for (auto variant = variants.begin(); variant != variants.end(); ++variant)
                    scalar(variant.key(), variant.value());
            });
        }
    });
}

QStringList typeNames(const ProblemTypes &types)
{
    QStringList names{types.scoring ? u"scoring"_s : u"pass-fail"_s};
    if (types.interactive)
        names.append(u"interactive"_s);
    if (types.multiPass)
        names.append(u"multi-pass"_s);
    if (types.submitAnswer)
        names.append(u"submit-answer"_s);
    return names;
}

/// "custom interactive score"; empty for the default.
QString validationText(const Problem &problem, const PackageTarget &target)
{
    if (problem.outputValidators.isEmpty())
        return {};
    QStringList words{u"custom"_s};
    if (problem.types.interactive)
        words.append(u"interactive"_s);
    if (problem.types.multiPass && target.same)
        words.append(u"multi-pass"_s);
    if (problem.validatorScores)
        words.append(u"score"_s);
    return words.join(u' ');
}

void writeGrading(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    if (!target.hasScoring() && !target.same)
        return;
    if (problem.objective == Objective::Maximize && !problem.showTestDataGroups)
        return;
    yaml.map(u"grading"_s, [&] {
        if (problem.objective == Objective::Minimize)
            yaml.text(u"objective"_s, u"min"_s);
        if (problem.showTestDataGroups)
            yaml.boolean(u"show_test_data_groups"_s, true);
    });
}

void writeTypes(YamlWriter &yaml, const ProblemTypes &types)
{
    if (const QStringList names = typeNames(types); names.size() > 1)
        yaml.list(u"type"_s, names);
    else
        yaml.text(u"type"_s, names.front());
}

void writeNames(YamlWriter &yaml, const QMap<QString, QString> &names)
{
    if (names.isEmpty())
        return;
    yaml.map(u"name"_s, [&] {
        for (auto at = names.begin(); at != names.end(); ++at)
            yaml.text(at.key(), at.value());
    });
}

void writeLegacyTypes(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    const ProblemTypes &types = problem.types;
    const bool saidByValidation = !problem.outputValidators.isEmpty() && !types.submitAnswer;
    if (target.same && !saidByValidation && (types.interactive || types.multiPass || types.submitAnswer))
        writeTypes(yaml, types); // keys of newer versions, which are honoured where they stand
    else if (types.scoring && (target.hasScoring() || target.same))
        yaml.text(u"type"_s, u"scoring"_s);
}

void writeLegacyNames(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    QMap<QString, QString> names = problem.names;
    PackageFindings ignored; // They were told when the package was read.
    const QMap<QString, QString> titles = latexTitles(problem, ignored);
    names.removeIf([&](const auto &name) { return titles.value(name.key()) == name.value(); });
    if (target.same && (names.size() > 1 || (names.size() == 1 && !names.contains(u"en"_s))))
        writeNames(yaml, names);
    else
        yaml.textUnlessEmpty(u"name"_s, legacyName(problem));
}

void writeLegacyCredits(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    const QList<Person> &authors = problem.credits.authors;
    const bool authorsSayAll =
        problem.credits == Credits{.authors = authors} && readAuthors(legacyAuthors(authors)) == authors;
    if (target.same && !authorsSayAll)
        writeCredits(yaml, problem.credits);
    else
        yaml.textUnlessEmpty(u"author"_s, legacyAuthors(authors));
    if (target.same && problem.sources.size() > 1) {
        writeSources(yaml, problem.sources);
    } else if (!problem.sources.isEmpty()) {
        yaml.text(u"source"_s, problem.sources.front().name);
        yaml.textUnlessEmpty(u"source_url"_s, problem.sources.front().url);
    }
    yaml.text(u"license"_s, problem.license);
    yaml.textUnlessEmpty(u"rights_owner"_s, problem.rightsOwner);
}

void writeLegacy(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    if (target.format == PackageFormat::LegacyIcpc)
        yaml.text(u"problem_format_version"_s, u"legacy-icpc"_s);
    writeLegacyTypes(yaml, problem, target);
    writeLegacyNames(yaml, problem, target);
    yaml.textUnlessEmpty(u"uuid"_s, problem.uuid);
    writeLegacyCredits(yaml, problem, target);
    if (target.same && !areWords(problem.keywords))
        yaml.list(u"keywords"_s, problem.keywords);
    else
        yaml.textUnlessEmpty(u"keywords"_s, problem.keywords.join(u' '));
    writeLimits(yaml, problem, target);
    yaml.textUnlessEmpty(u"validation"_s, validationText(problem, target));
    yaml.textUnlessEmpty(u"validator_flags"_s, commonFlags(problem, target).join(u' '));
    writeGrading(yaml, problem, target);
}

void writeNewer(YamlWriter &yaml, const Problem &problem, const PackageTarget &target)
{
    yaml.plain(u"problem_format_version"_s, QString::fromUtf8(kPackageFormatNames.text(target.format)));
    writeTypes(yaml, problem.types);
    if (problem.names.size() == 1 && problem.names.contains(u"en"_s))
        yaml.text(u"name"_s, problem.names.first());
    else
        writeNames(yaml, problem.names);
    yaml.textUnlessEmpty(u"uuid"_s, problem.uuid.isEmpty() && !target.same ? madeUpUuid(problem) : problem.uuid);
    yaml.textUnlessEmpty(u"version"_s, problem.version);
    writeCredits(yaml, problem.credits);
    writeSources(yaml, problem.sources);
    yaml.text(u"license"_s, problem.license);
    yaml.textUnlessEmpty(u"rights_owner"_s, problem.rightsOwner);
    // A date is a type of its own in YAML: without quotes.
    if (problem.embargoUntil.startsWith(u'2') && !problem.embargoUntil.contains(u' '))
        yaml.plain(u"embargo_until"_s, problem.embargoUntil);
    else
        yaml.textUnlessEmpty(u"embargo_until"_s, problem.embargoUntil);
    writeLimits(yaml, problem, target);
    if (!problem.keywords.isEmpty())
        yaml.list(u"keywords"_s, problem.keywords);
    if (!problem.languages.isEmpty())
        yaml.list(u"languages"_s, problem.languages);
    yaml.boolean(u"allow_file_writing"_s, problem.allowFileWriting);
    writeConstants(yaml, problem.constants);
    if (target.same && target.format == PackageFormat::Draft2023) {
        // What early drafts still had.
        if (problem.validatorScores)
            yaml.text(u"validation"_s, u"custom score"_s);
        yaml.textUnlessEmpty(u"validator_flags"_s, commonFlags(problem, target).join(u' '));
        writeGrading(yaml, problem, target);
    }
}

} // namespace

GroupStyle groupStyleOf(const Problem &problem)
{
    const bool scoring =
        !problem.groups.isEmpty() && std::holds_alternative<GroupScoring>(problem.groups.front().grading);
    return scoring ? GroupStyle::Scoring : GroupStyle::Legacy;
}

PackageTarget PackageTarget::of(const Problem &problem, PackageFormat format)
{
    // All that the ICPC's subset has is in legacy as well.
    const bool within = problem.format == PackageFormat::LegacyIcpc && format == PackageFormat::Legacy;
    PackageTarget target{.format = format, .same = problem.format == format || within, .style = GroupStyle::Scoring};
    if (core::isLegacy(format))
        target.style = GroupStyle::Legacy;
    else if (format == PackageFormat::Draft2023)
        target.style = groupStyleOf(problem);
    return target;
}

QString legacyName(const Problem &problem)
{
    if (problem.names.contains(u"en"_s))
        return problem.names.value(u"en"_s);
    // A LaTeX statement has the title in its own language.
    const bool titled = std::ranges::contains(problem.statements, StatementFormat::Latex, &Statement::format);
    return titled || problem.names.isEmpty() ? QString() : problem.names.first();
}

QString legacyAuthors(const QList<Person> &authors)
{
    QStringList lines;
    for (const Person &author : authors)
        lines.append(inLine(author));
    return lines.join(", "_L1);
}

QString madeUpUuid(const Problem &problem)
{
    static const QUuid space{u"b4b5e0a1-6c1c-4d7e-9f3e-2f2f5a0f6a11"_s};
    return QUuid::createUuidV5(space, problem.contentHash).toString(QUuid::WithoutBraces);
}

void writeProblemYaml(const Problem &problem, const PackageTarget &target, PackageDraft &draft)
{
    YamlWriter yaml;
    if (target.isLegacy())
        writeLegacy(yaml, problem, target);
    else
        writeNewer(yaml, problem, target);
    draft.addText("problem.yaml", yaml.result());
    if (target.isLegacy() && problem.givenLimits.contains(LimitKey::TimeLimit))
        draft.addText("domjudge-problem.ini",
                      "timelimit = '" + limitText(problem.limits, LimitKey::TimeLimit).toUtf8() + "'\n");
}

} // namespace assay::core
