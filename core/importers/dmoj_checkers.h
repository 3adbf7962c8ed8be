// SPDX-License-Identifier: GPL-3.0-or-later
// DMOJ's checkers as an output validator of ours.
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace assay::core {

/// The validator's source, in Python, for all of them.
[[nodiscard]] QByteArray dmojCheckerScript();

/// Whether the script knows that checker: "standard", "floats", "identical", …
[[nodiscard]] bool isDmojChecker(const QString &name);

} // namespace assay::core
