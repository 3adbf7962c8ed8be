// SPDX-License-Identifier: GPL-3.0-or-later
// The constants of a problem, as they stand in statements, submissions and test_group.yaml.
#pragma once

#include <QMap>
#include <QString>

namespace assay::core {

/// The text with each {{name}} and {{name.variant}} replaced by that constant (see Problem::constants). What is not
/// defined stays as it is. Source: problem package format 2025-09, "Constants".
[[nodiscard]] QString applyConstants(const QString &text, const QMap<QString, QString> &constants);
[[nodiscard]] QByteArray applyConstants(const QByteArray &text, const QMap<QString, QString> &constants);

} // namespace assay::core
