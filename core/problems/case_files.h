// SPDX-License-Identifier: GPL-3.0-or-later
// Reads one test case from its files and from the settings in force.
#pragma once

#include "core/problems/data_folder.h"
#include "core/problems/group_yaml.h"

namespace assay::core {

/// The settings of the case itself: its .yaml, and the files .args, .hint and .desc.
[[nodiscard]] DataSettings caseSettings(const CaseFiles &files, const DataSettings &above, const Problem &problem,
                                        SettingsReader &reader, PackageFindings &findings);

/// The case at that path ("data/secret/1"), whose input and answer must be there. `folder` is that of its .files, empty
/// when it has none.
[[nodiscard]] TestCase readCase(const std::string &path, const CaseFiles &files, const DataSettings &settings,
                                const Problem &problem, PackageFindings &findings);

/// The path of the file with that extension; empty when there is none.
[[nodiscard]] std::filesystem::path fileOf(const CaseFiles &files, std::string_view extension);

} // namespace assay::core
