// SPDX-License-Identifier: GPL-3.0-or-later
// Writes into testdata.yaml or test_group.yaml how results are put together.
#pragma once

#include "core/problems/group_translation.h"
#include "core/problems/yaml_writer.h"

namespace assay::core {

struct GroupToWrite {
    const QString &name; ///< Must be among the groups.
    const Gradings &groups;
    const Problem &problem;
    const PackageTarget &target;
};

/// What differs from what holds anyway: the defaults, and in the older style what the group above says.
void writeGrading(YamlWriter &yaml, const GroupToWrite &group);

} // namespace assay::core
