// SPDX-License-Identifier: GPL-3.0-or-later
// CaseSettings: what configuration files set for test cases, to be written.
#include "core/problems/case_settings.h"

#include "core/problems/test_data_writer.h"

#include <algorithm>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// Whether problem.yaml has flags for all cases.
bool hasCommonFlags(const PackageTarget &target)
{
    return target.isLegacy() || (target.same && target.format == PackageFormat::Draft2023);
}

/// What those flags mean to the default validator.
CompareOptions commonCompare(const Problem &problem, const PackageTarget &target)
{
    return commonFlags(problem, target).isEmpty() ? CompareOptions{} : problem.compare;
}

/// Flags that problem.yaml gives already come before a group's own in the versions that have them.
QStringList behindThoseOfProblem(const QStringList &flags, const Problem &problem, const PackageTarget &target)
{
    const QStringList common = commonFlags(problem, target);
    if (!hasCommonFlags(target) || target.style == GroupStyle::Scoring || flags.size() < common.size() ||
        flags.first(common.size()) != common)
        return flags;
    return flags.sliced(common.size());
}

QStringList validatorFlagsOf(const QStringList &own, const CompareOptions &compare, const Problem &problem,
                             const PackageTarget &target)
{
    if (!problem.outputValidators.isEmpty())
        return behindThoseOfProblem(own, problem, target);
    if (hasCommonFlags(target) && target.style == GroupStyle::Legacy && compare == commonCompare(problem, target))
        return {};
    return compareFlags(compare);
}

void writeInputFlags(YamlWriter &yaml, const ValidatorArguments &arguments, const PackageTarget &target)
{
    const bool older = target.style == GroupStyle::Legacy && isInLegacy(arguments);
    if (arguments.named.isEmpty()) {
        if (older)
            yaml.text(u"input_validator_flags"_s, arguments.all.join(u' '));
        else
            yaml.list(u"input_validator_args"_s, arguments.all);
        return;
    }
    yaml.map(older ? u"input_validator_flags"_s : u"input_validator_args"_s, [&] {
        if (older) {
            yaml.text(u"name"_s, arguments.named.firstKey());
            yaml.text(u"flags"_s, arguments.named.first().join(u' '));
            return;
        }
        for (auto at = arguments.named.begin(); at != arguments.named.end(); ++at)
            yaml.list(at.key(), at.value());
    });
}

} // namespace

QStringList commonFlags(const Problem &problem, const PackageTarget &target)
{
    // A group's own flags replace the common ones in the newer style, and are added to them in the older one.
    const bool replaced = groupStyleOf(problem) != target.style;
    const bool areOwn = std::ranges::any_of(problem.cases, [&](const TestCase &one) {
        return problem.outputValidators.isEmpty() ? one.compare != problem.compare
                                                  : one.validatorFlags != problem.validatorFlags;
    });
    return replaced && areOwn ? QStringList{} : problem.validatorFlags;
}

bool areWords(const QStringList &words)
{
    return std::ranges::none_of(words, [](const QString &word) {
        return word.isEmpty() || std::ranges::any_of(word, [](QChar c) { return c.isSpace(); });
    });
}

bool isInLegacy(const ValidatorArguments &arguments)
{
    return arguments.named.isEmpty() ? areWords(arguments.all)
                                     : arguments.named.size() == 1 && areWords(arguments.named.first());
}

CaseSettings settingsOf(const TestCase &one, const Problem &problem, const PackageTarget &target)
{
    return {.arguments = one.arguments,
            .validatorFlags = validatorFlagsOf(one.validatorFlags, one.compare, problem, target),
            .inputValidatorFlags = one.inputValidatorFlags,
            .inputVisualizerArguments = one.inputVisualizerArguments,
            .outputVisualizerArguments = one.outputVisualizerArguments,
            .fullFeedback = one.fullFeedback};
}

CaseSettings settingsOf(const ValidationCase &one, const Problem &problem, const PackageTarget &target,
                        const CaseSettings &above)
{
    CaseSettings settings = above;
    settings.arguments = one.arguments;
    settings.validatorFlags = validatorFlagsOf(one.validatorFlags, one.compare, problem, target);
    settings.inputValidatorFlags = one.inputValidatorFlags;
    return settings;
}

CaseSettings packageWideSettings(const Problem &problem, const PackageTarget &target)
{
    CaseSettings settings;
    // In the older style flags of a group add to them, in the newer one they replace them.
    if (hasCommonFlags(target) && target.style == GroupStyle::Scoring)
        settings.validatorFlags =
            problem.outputValidators.isEmpty() ? compareFlags(problem.compare) : problem.validatorFlags;
    return settings;
}

void writeSettings(YamlWriter &yaml, const CaseSettings &settings, const CaseSettings &above,
                   const PackageTarget &target)
{
    // Other tools go by the text of legacy; what it has no key for is not put there unless it was there before.
    const bool all = !target.isLegacy() || target.same;
    if (settings.validatorFlags != above.validatorFlags) {
        if (target.style == GroupStyle::Legacy && areWords(settings.validatorFlags))
            yaml.text(u"output_validator_flags"_s, settings.validatorFlags.join(u' '));
        else if (all)
            yaml.list(u"output_validator_args"_s, settings.validatorFlags);
    }
    if (settings.inputValidatorFlags != above.inputValidatorFlags && (all || isInLegacy(settings.inputValidatorFlags)))
        writeInputFlags(yaml, settings.inputValidatorFlags, target);
    if (!all)
        return;
    if (settings.arguments != above.arguments)
        yaml.list(u"args"_s, settings.arguments);
    if (settings.inputVisualizerArguments != above.inputVisualizerArguments)
        yaml.list(u"input_visualizer_args"_s, settings.inputVisualizerArguments);
    if (settings.outputVisualizerArguments != above.outputVisualizerArguments)
        yaml.list(u"output_visualizer_args"_s, settings.outputVisualizerArguments);
    if (settings.fullFeedback != above.fullFeedback)
        yaml.boolean(u"full_feedback"_s, settings.fullFeedback);
}

} // namespace assay::core
