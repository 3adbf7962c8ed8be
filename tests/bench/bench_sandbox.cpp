// SPDX-License-Identifier: GPL-3.0-or-later
// What the sandbox costs: each figure a ratio against the same work without it, interleaved in the same run.
#include "tests/bench/bare_run.h"
#include "tests/bench/bench_container.h"
#include "tests/bench/loop_bench.h"
#include "tests/bench/measure.h"

#include <cstring>
#include <optional>
#include <string>
#include <vector>

using namespace assay;
using namespace assay::bench;
using namespace assay::sandbox;

namespace {

struct Options {
    int rounds = 0; ///< 0: each benchmark's own.
    bool json = false;
    std::string_view only; ///< A name, or its first words.
};

struct Bench {
    const char *name;
    const char *program;
    int rounds;
    void (*run)(const Bench &bench, const BenchSandbox &sandbox, const Options &options);
    int workers = 1;
};

bool isWanted(std::string_view name, std::string_view only)
{
    return only.empty() || name == only || (name.starts_with(only) && name[only.size()] == '_');
}

int roundsOf(const Bench &bench, const Options &options)
{
    return options.rounds > 0 ? options.rounds : bench.rounds;
}

void print(const Bench &bench, const BenchSandbox &sandbox, const Options &options, const Comparison &result,
           const char *unit)
{
    const int rounds = roundsOf(bench, options);
    if (options.json)
        std::printf("{\"name\":\"%s\",\"ratio\":%.3f,\"bare\":%.1f,\"sandboxed\":%.1f,\"unit\":\"%s\",\"rounds\":%d,"
                    "\"tier\":\"%s\",\"cgroup\":\"%s\"}\n",
                    bench.name, result.ratio(), result.bare, result.sandboxed, unit, rounds, sandbox.tier(),
                    sandbox.cgroup());
    else
        std::printf("%-26s %6.3f   (bare %.1f %s, sandboxed %.1f %s; medians of %d; tier %s, cgroup %s)\n", bench.name,
                    result.ratio(), result.bare, unit, result.sandboxed, unit, rounds, sandbox.tier(),
                    sandbox.cgroup());
    std::fflush(stdout);
}

/// One run at a time, as long as it takes.
void measureLatency(const Bench &bench, const BenchSandbox &sandbox, const Options &options)
{
    const auto container = sandbox.makeContainer();
    const BenchProgram &program = BenchSandbox::program(bench.program);
    const std::vector<std::string> command{program.path.string()};
    const RunSpec spec{.argv = {program.inBox()}, .requiredTier = container->tier()};
    const auto result = compare(
        roundsOf(bench, options), [&] { return microsecondsOf([&] { bareRun(command); }); },
        [&] { return microsecondsOf([&] { sandboxedRun(*container, spec); }); });
    print(bench, sandbox, options, result, "us");
}

void measureThroughput(const Bench &bench, const BenchSandbox &sandbox, const Options &options)
{
    print(bench, sandbox, options,
          compareLoops(sandbox, BenchSandbox::program(bench.program), bench.workers, roundsOf(bench, options)), "/s");
}

/// Medians of the time up to each point of a run, in microseconds. The measuring itself adds less than one.
void measureSteps(const Bench &bench, const BenchSandbox &sandbox, const Options &options)
{
    const auto container = sandbox.makeContainer();
    RunTimeline timeline;
    const RunSpec spec{.argv = {BenchSandbox::program(bench.program).inBox()},
                       .requiredTier = container->tier(),
                       .timeline = &timeline};
    std::vector<std::vector<double>> lengths(kRunPointCount);
    std::vector<double> wholes;
    for (int round = -20; round < roundsOf(bench, options); ++round) {
        sandboxedRun(*container, spec);
        if (round >= 0)
            wholes.push_back(static_cast<double>(timeline.whole()) / 1000);
        for (const auto &[point, name] : kRunPointNames.rows()) {
            if (round >= 0)
                lengths[static_cast<std::size_t>(point)].push_back(static_cast<double>(timeline.lengthUpTo(point)) /
                                                                   1000);
        }
    }
    std::string text;
    for (const auto &[point, name] : kRunPointNames.rows()) {
        if (point == RunPoint::Begun)
            continue;
        char part[64];
        std::snprintf(part, sizeof part, options.json ? ",\"%s\":%.2f" : "  %s %.2f\n", name.data(),
                      medianOf(lengths[static_cast<std::size_t>(point)]));
        text += part;
    }
    if (options.json)
        std::printf("{\"name\":\"%s\",\"unit\":\"us\",\"whole\":%.2f,\"tier\":\"%s\",\"cgroup\":\"%s\"%s}\n",
                    bench.name, medianOf(wholes), sandbox.tier(), sandbox.cgroup(), text.c_str());
    else
        std::printf("%s: %.2f us (medians; tier %s, cgroup %s)\n%s", bench.name, medianOf(wholes), sandbox.tier(),
                    sandbox.cgroup(), text.c_str());
}

const Bench kBenches[] = {
    {"static_true", "static_true", 2000, measureLatency},
    {"dynamic_c", "dynamic_c", 1000, measureLatency},
    {"dynamic_cpp", "dynamic_cpp", 500, measureLatency},
    {"loop_1_worker_static_true", "static_true", 20, measureThroughput},
    {"loop_1_worker_dynamic_c", "dynamic_c", 20, measureThroughput},
    {"loop_1_worker_dynamic_cpp", "dynamic_cpp", 15, measureThroughput},
    {"loop_2_workers_static_true", "static_true", 20, measureThroughput, 2},
    {"loop_2_workers_dynamic_c", "dynamic_c", 20, measureThroughput, 2},
    {"loop_2_workers_dynamic_cpp", "dynamic_cpp", 15, measureThroughput, 2},
    {"steps_static_true", "static_true", 1000, measureSteps},
};

std::optional<Options> parseOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const bool hasValue = i + 1 < argc;
        if (std::strcmp(argv[i], "--json") == 0)
            options.json = true;
        else if (std::strcmp(argv[i], "--rounds") == 0 && hasValue)
            options.rounds = std::atoi(argv[++i]);
        else if (std::strcmp(argv[i], "--only") == 0 && hasValue)
            options.only = argv[++i];
        else
            return std::nullopt;
    }
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    const auto options = parseOptions(argc, argv);
    if (!options) {
        std::fprintf(stderr, "usage: bench_sandbox [--json] [--rounds N] [--only NAME]\nNAME, or its first words:\n");
        for (const auto &bench : kBenches)
            std::fprintf(stderr, "  %s\n", bench.name);
        return 2;
    }
    const BenchSandbox sandbox;
    bool found = false;
    for (const auto &bench : kBenches) {
        if (!isWanted(bench.name, options->only))
            continue;
        found = true;
        bench.run(bench, sandbox, *options);
    }
    require(found, "no benchmark of that name");
    return 0;
}
