// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the constants of problem.yaml.
#pragma once

#include "core/problems/yaml_value.h"

#include <QMap>

namespace assay::core {

/// By "name", "name.value" and "name.variant". Source: problem package format 2025-09, "Constants".
[[nodiscard]] QMap<QString, QString> readConstants(const YamlValue &value, PackageFindings &findings);

} // namespace assay::core
