// SPDX-License-Identifier: GPL-3.0-or-later
// What a fuzz target is: one function called with bytes, and inputs to begin with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>
#include <vector>

/// libFuzzer's entry point; ours calls it as well. Ends the program when something is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace assay::fuzz {

struct Seed {
    std::string name;
    std::string bytes;
};

/// Made from the message structs themselves, so that they are good messages in every version of the protocol.
[[nodiscard]] std::vector<Seed> seeds();

/// Like assert, in every build.
inline void require(bool holds, std::source_location place = std::source_location::current())
{
    if (holds)
        return;
    std::fprintf(stderr, "%s:%u does not hold\n", place.file_name(), static_cast<unsigned>(place.line()));
    std::abort();
}

} // namespace assay::fuzz
