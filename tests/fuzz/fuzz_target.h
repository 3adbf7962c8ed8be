// SPDX-License-Identifier: GPL-3.0-or-later
// What a fuzz target is: one function called with bytes, and inputs to begin with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
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
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace assay::fuzz
