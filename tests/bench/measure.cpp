// SPDX-License-Identifier: GPL-3.0-or-later
// Times two ways of doing the same against each other, interleaved, so that a noisy machine cancels out.
#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

namespace assay::bench {

Comparison compare(int rounds, const std::function<double()> &bare, const std::function<double()> &sandboxed)
{
    const int warmUp = std::clamp(rounds / 20, 1, 50);
    std::vector<double> bareValues;
    std::vector<double> sandboxedValues;
    std::minstd_rand random(1);
    for (int round = -warmUp; round < rounds; ++round) {
        const bool bareFirst = (random() >> 8 & 1) != 0;
        const double first = bareFirst ? bare() : sandboxed();
        const double second = bareFirst ? sandboxed() : bare();
        if (round < 0)
            continue;
        bareValues.push_back(bareFirst ? first : second);
        sandboxedValues.push_back(bareFirst ? second : first);
    }
    return {.bare = medianOf(bareValues), .sandboxed = medianOf(sandboxedValues)};
}

double microsecondsOf(const std::function<void()> &work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

double medianOf(std::span<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

void require(bool happened, std::string_view what)
{
    if (happened)
        return;
    std::fprintf(stderr, "benchmark: %.*s\n", static_cast<int>(what.size()), what.data());
    std::exit(1);
}

} // namespace assay::bench
