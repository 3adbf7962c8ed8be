// SPDX-License-Identifier: GPL-3.0-or-later
// EnforcedLimit: a limit as it was set for the runs of a judgement, and what held it.
#pragma once

#include <QString>

namespace assay::core {

struct EnforcedLimit {
    QString name;      ///< With its unit: "cpu_ms", "memory_bytes", "processes".
    qint64 value = 0;
    QString mechanism; ///< "cgroup v2", "rlimit", "polling", "tmpfs", "pipe", "timer".

    bool operator==(const EnforcedLimit &) const = default;
};

} // namespace assay::core
