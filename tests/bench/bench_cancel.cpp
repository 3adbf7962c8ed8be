// SPDX-License-Identifier: GPL-3.0-or-later
// How long a cancelled run takes until its whole tree is gone, for programs that are hard to get rid of.
#include "tests/bench/engine_cancel.h"
#include "tests/unit/sandbox/cancel_programs.h"
#include "tests/unit/sandbox/host_traces.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace assay;
using namespace assay::sandbox;

namespace {

template <typename Value>
Value orEnd(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "bench_cancel: %s\n", result.error().describe().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

/// Of sorted times, in milliseconds.
double percentile(const std::vector<double> &sorted, double share)
{
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
    return sorted[rank];
}

void print(const char *name, std::vector<double> times)
{
    std::ranges::sort(times);
    std::printf("{\"name\":\"cancel %s\",\"rounds\":%zu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f}\n", name,
                times.size(), percentile(times, 0.5), percentile(times, 0.99), times.back());
}

} // namespace

int main(int argc, char **argv)
{
    int rounds = 20;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = std::max(1, std::atoi(argv[++i]));
        else if (std::strcmp(argv[i], "--json") != 0) // it knows nothing else
            return std::fprintf(stderr, "usage: bench_cancel [--json] [--rounds N]\n"), 2;
    }
    const auto sandbox = orEnd(Sandbox::start({.helper = ASSAY_BENCH_HELPER}));
    const auto policy = orEnd(sandbox->compilePolicy(policyText("interpreter.policy")));
    const auto container = orEnd(sandbox->createContainer());
    std::vector<double> all;
    for (const auto &program : kCancelPrograms) {
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            orEnd(container->prepare(Stage::Run, policy.get()).transform([] { return 0; }));
            const Cancelled cancelled = runAndCancel(*container, program);
            if (!cancelled.outcome || cancelled.outcome->killedBy != KilledBy::Cancel ||
                treeBelow(sandbox->helperProcess()).size() > 2) {
                std::fprintf(stderr, "bench_cancel: %s was not cancelled\n", program.name);
                return 1;
            }
            times.push_back(static_cast<double>(cancelled.took.count()) / 1000.0);
        }
        all.insert(all.end(), times.begin(), times.end());
        print(program.name, std::move(times));
    }
    print("anything", std::move(all));
    print("a hundred sleepers, through the engine", bench::cancelThroughEngine(rounds));
    return 0;
}
