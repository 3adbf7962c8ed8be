// SPDX-License-Identifier: GPL-3.0-or-later
// CompileHostOptions: where what can be made again is kept, and whether it is.
#pragma once

#include <cstdint>
#include <filesystem>

namespace assay::core {

enum class CompileCaching : std::uint8_t {
    On,
    Off, ///< Nothing is read from the cache, nothing is written to it.
};

/// When what makes later compiles quick is made.
enum class WarmUp : std::uint8_t {
    AtStart, ///< For engines that live long: in the background, as soon as they start.
    OnDemand, ///< When it is missed the second time.
    Never, ///< What is there is used, nothing is made: for one run.
};

struct CompileHostOptions {
    std::filesystem::path folder; ///< Below which all of it is kept; made if missing. Empty: nothing is kept.
    CompileCaching caching = CompileCaching::On;
    WarmUp warmUp = WarmUp::AtStart;
};

} // namespace assay::core
