// SPDX-License-Identifier: GPL-3.0-or-later
// Finding: something that a look at a problem package brought up.
#pragma once

#include <QList>
#include <QString>

#include <cstdint>

namespace assay::core {

enum class Severity : std::uint8_t { Warning, Error };

struct Finding {
    Severity severity = Severity::Warning;
    QString file; ///< Relative to the package: "problem.yaml".
    QString key;  ///< "limits.time_limit"; may be empty.
    QString message;

    bool operator==(const Finding &) const = default;
};

} // namespace assay::core
