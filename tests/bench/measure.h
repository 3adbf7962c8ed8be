// SPDX-License-Identifier: GPL-3.0-or-later
// Times two ways of doing the same against each other, interleaved, so that a noisy machine cancels out.
#pragma once

#include "base/result.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

namespace assay::bench {

/// Medians of a bare and a sandboxed measurement, in the same unit.
struct Comparison {
    double bare = 0;
    double sandboxed = 0;

    [[nodiscard]] double ratio() const { return sandboxed / bare; }
};

/// Calls each of the two `rounds` times and a few times unmeasured before, in random order within each round. They
/// return what they measured.
[[nodiscard]] Comparison compare(int rounds, const std::function<double()> &bare,
                                 const std::function<double()> &sandboxed);

/// Microseconds that it took.
[[nodiscard]] double microsecondsOf(const std::function<void()> &work);

/// Middle value; the upper one of two. Reorders. There must be one.
[[nodiscard]] double medianOf(std::span<double> values);

/// The value, or the end of the program with the error on standard error: a benchmark has nobody to return it to.
template <typename Value>
Value orEnd(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "benchmark: %s\n", result.error().describe().c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

/// Ends the program when what is measured did not happen.
void require(bool happened, std::string_view what);

} // namespace assay::bench
