// SPDX-License-Identifier: GPL-3.0-or-later
// Making a Status: which step failed, with what errno, on what.
#pragma once

#include "sandbox/helper_protocol.h"

#include <cerrno>
#include <cstdio>

namespace assay::sandbox::helper {

inline Status failed(SetupStep step, const char *what, int sysErrno = errno)
{
    Status status{.failedStep = step, .sysErrno = sysErrno};
    std::snprintf(status.detail, sizeof status.detail, "%.*s", static_cast<int>(sizeof status.detail) - 1, what);
    return status;
}

[[nodiscard]] inline bool ok(const Status &status)
{
    return status.failedStep == SetupStep::None;
}

} // namespace assay::sandbox::helper
