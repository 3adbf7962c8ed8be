// SPDX-License-Identifier: GPL-3.0-or-later
// BoxFile: a file of a container's box, and a holder's listing of them taken apart.
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <string>
#include <string_view>
#include <vector>

namespace assay::sandbox {

/// One of several files that are put into a container, or of those that lie there.
struct BoxFile {
    std::string path; ///< Absolute to put it; relative to the folder in a listing.
    std::uint32_t mode = 0644; ///< Permissions; others than the owner never get to write.
    Bytes offset; ///< Where its content begins in the file of all contents; 0 in a listing.
    Bytes size;
    std::int64_t modified = 0; ///< Seconds since 1970; of a listing only.

    bool operator==(const BoxFile &) const = default;
};

/// Takes a listing (FileRecords with their paths) apart. Errors: Sandbox for one that is cut, longer than a listing may
/// be, or names what cannot be a file below the folder.
[[nodiscard]] Result<std::vector<BoxFile>> parseListing(std::string_view text);

} // namespace assay::sandbox
