// SPDX-License-Identifier: GPL-3.0-or-later
// Reads who made a problem, and where it comes from.
#pragma once

#include "core/problems/problem_yaml.h"

namespace assay::core {

/// Fills in credits, sources, license, rights owner, and the two texts that are made of them.
void readCredits(const YamlValue &yaml, Problem &problem, PackageFindings &findings);

/// One person or several, as text ("Ada <ada@example.org>") or as maps.
[[nodiscard]] QList<Person> readPersons(const YamlValue &value, PackageFormat format, PackageFindings &findings);

/// "Ada <ada@example.org>, Bob and Cem". Source: legacy, "Author".
[[nodiscard]] QList<Person> readAuthors(const QString &text);

} // namespace assay::core
