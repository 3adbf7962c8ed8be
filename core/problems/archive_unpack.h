// SPDX-License-Identifier: GPL-3.0-or-later
// Unpacks an archive that nobody trusts.
#pragma once

#include "core/problems/archive_plan.h"

#include <filesystem>

namespace assay::core {

/// Unpacks into `folder`, which must exist and be empty; whatever was written is removed when it fails. Nothing is ever
/// written elsewhere: all headers are checked first, files are made beneath the folder and never through a link, links
/// come last and must end inside. Files get no more rights than their owner's, nor any owner, time or attribute.
/// Errors: InvalidPackage and TooLarge, "name: why" or the limit; NotFound, Io.
[[nodiscard]] Result<void> unpackArchive(const std::filesystem::path &archive, const std::filesystem::path &folder,
                                         const ArchiveLimits &limits = {});

/// The package in what was unpacked: the folder itself, or the only folder in it, or in that one. Errors: InvalidPackage.
[[nodiscard]] Result<std::filesystem::path> findPackage(const std::filesystem::path &folder);

} // namespace assay::core
