// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the test data that only validators see: data/invalid_input, data/invalid_output, data/valid_output.
#pragma once

#include "core/problems/case_files.h"

#include <functional>

namespace assay::core {

struct ValidationSource {
    const DataFolder &data;
    /// What the configuration of that folder ("data/invalid_input") sets over what holds above it.
    std::function<DataSettings(const std::string &, const DataSettings &)> settingsOf;
    const DataSettings &above;
    SettingsReader &reader;
};

/// Fills in Problem::validationCases, and tells of what else lies in data/ and is not read. Older names of the folders
/// are known. Source: problem package format 2025-09, "Validation test data".
void readValidationCases(const ValidationSource &source, Problem &problem, PackageFindings &findings);

} // namespace assay::core
