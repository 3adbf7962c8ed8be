// SPDX-License-Identifier: GPL-3.0-or-later
// Writes persons into YAML.
#pragma once

#include "core/model/credits.h"
#include "core/problems/yaml_writer.h"

namespace assay::core {

/// A list below that key; nothing when there is nobody.
void writePersons(YamlWriter &yaml, const QString &key, const QList<Person> &persons);

/// "Ada <ada@example.org>".
[[nodiscard]] QString inLine(const Person &person);

} // namespace assay::core
