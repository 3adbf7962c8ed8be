// SPDX-License-Identifier: GPL-3.0-or-later
// Test cases of an init.yml: listed, or found by the names of files.
#pragma once

#include "core/problems/package_tree.h"
#include "core/problems/yaml_value.h"

namespace assay::core {

struct DmojCase {
    std::string input; ///< Names in the archive or the folder.
    std::string output; ///< May be empty.
};

/// A case that stands for itself, or a batch.
struct DmojGroup {
    QList<DmojCase> cases;
    double points = 0;
    bool batch = false;
    QList<int> needs; ///< Numbers of batches, from 1.
};

/// `root` is the init.yml; `files` are where its cases lie. What cannot be read is among the findings.
[[nodiscard]] QList<DmojGroup> readDmojCases(const YamlValue &root, const PackageTree &files,
                                             PackageFindings &findings);

} // namespace assay::core
