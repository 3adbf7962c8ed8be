// SPDX-License-Identifier: GPL-3.0-or-later
// DiskGuard: takes nothing more in before the disk is full.
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <filesystem>

namespace assay::core {

using namespace assay::literals;

/// What was taken in must be judged and kept as well, and a full disk stops all of that. Thread-safe.
class DiskGuard
{
public:
    /// `least` is kept free where `folder` is; 0: nothing is guarded.
    DiskGuard(std::filesystem::path folder, Bytes least)
        : m_folder(std::move(folder))
        , m_least(least)
    {
    }

    /// Errors: Io (ENOSPC) when less is free; it says how much, and what to do.
    [[nodiscard]] Result<void> mayTakeMore() const;

private:
    std::filesystem::path m_folder;
    Bytes m_least;
};

} // namespace assay::core
