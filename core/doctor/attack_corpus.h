// SPDX-License-Identifier: GPL-3.0-or-later
// The attack corpus: tests/sandbox_programs/ with its manifest.
#pragma once

#include "base/result.h"
#include "core/doctor/attack.h"

#include <filesystem>

namespace assay::core {

/// Reads attacks.json in `folder` and every file that it names.
/// Errors: NotFound without a manifest, InvalidData naming the entry, Io for a file that cannot be read.
[[nodiscard]] Result<QList<Attack>> loadAttacks(const std::filesystem::path &folder);

/// The attacks with those cases only whose id contains `part`.
[[nodiscard]] QList<Attack> attacksNamed(QList<Attack> attacks, const QString &part);

} // namespace assay::core
