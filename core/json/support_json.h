// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of what a support bundle says of the system and of the database.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

namespace assay::core {

/// Program, Qt, operating system, kernel, architecture, processors.
[[nodiscard]] QByteArray systemJson(const QString &program);
[[nodiscard]] QByteArray figuresJson(const QMap<QString, std::int64_t> &figures);

} // namespace assay::core
