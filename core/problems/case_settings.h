// SPDX-License-Identifier: GPL-3.0-or-later
// CaseSettings: what configuration files set for test cases, to be written.
#pragma once

#include "core/problems/package_target.h"
#include "core/problems/yaml_writer.h"

namespace assay::core {

struct CaseSettings {
    QStringList arguments;
    QStringList validatorFlags; ///< Of the package's own validator or the default one, behind those of problem.yaml.
    ValidatorArguments inputValidatorFlags;
    QStringList inputVisualizerArguments;
    QStringList outputVisualizerArguments;
    bool fullFeedback = false;

    bool operator==(const CaseSettings &) const = default;
};

[[nodiscard]] CaseSettings settingsOf(const TestCase &one, const Problem &problem, const PackageTarget &target);
/// Of what no submission sees; the rest is as `above`.
[[nodiscard]] CaseSettings settingsOf(const ValidationCase &one, const Problem &problem, const PackageTarget &target,
                                      const CaseSettings &above);

/// What holds where no file says anything.
[[nodiscard]] CaseSettings packageWideSettings(const Problem &problem, const PackageTarget &target);

/// Writes what differs from the settings that hold anyway. What the target has no key for is left out.
void writeSettings(YamlWriter &yaml, const CaseSettings &settings, const CaseSettings &above,
                   const PackageTarget &target);

/// What problem.yaml says to all cases, where the target has a key for it.
[[nodiscard]] QStringList commonFlags(const Problem &problem, const PackageTarget &target);

/// Whether the words can stand in one text that is split at its spaces.
[[nodiscard]] bool areWords(const QStringList &words);

/// Whether the older formats can say it: words for all input validators, or for one of them by name.
[[nodiscard]] bool isInLegacy(const ValidatorArguments &arguments);

} // namespace assay::core
