// SPDX-License-Identifier: GPL-3.0-or-later
// What a run in the sandbox costs beside a bare posix_spawn of the same program, interleaved in one go.
#include "sandbox/sandbox.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

using namespace assay;
using namespace assay::sandbox;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kWarmUp = 50;

std::string readAll(const char *path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

template <typename Value>
Value orEnd(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "bench_sandbox: %s\n", result.error().describe().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

double microseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

/// Spawn, exec and wait, with the three standard streams on /dev/null, as the sandbox's program has them.
double bareRun()
{
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    for (const int fd : {0, 1, 2})
        ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", fd == 0 ? O_RDONLY : O_WRONLY, 0);
    char name[] = ASSAY_STATIC_TRUE;
    char *arguments[] = {name, nullptr};
    char *environment[] = {nullptr};
    const auto start = Clock::now();
    pid_t pid = -1;
    int status = -1;
    if (::posix_spawn(&pid, name, &actions, nullptr, arguments, environment) != 0 ||
        ::waitpid(pid, &status, 0) != pid || status != 0) {
        std::fprintf(stderr, "bench_sandbox: the bare run failed\n");
        std::exit(1);
    }
    const double time = microseconds(Clock::now() - start);
    ::posix_spawn_file_actions_destroy(&actions);
    return time;
}

double sandboxedRun(Container &container)
{
    const RunSpec spec{.argv = {"/box/true"}};
    const auto start = Clock::now();
    const auto outcome = orEnd(container.run(spec));
    const double time = microseconds(Clock::now() - start);
    if (!outcome.succeeded()) {
        std::fprintf(stderr, "bench_sandbox: the sandboxed run failed\n");
        std::exit(1);
    }
    return time;
}

double median(std::vector<double> values)
{
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    int rounds = 1000;
    bool json = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--json") == 0)
            json = true;
        else if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = std::max(1, std::atoi(argv[++i]));
        else
            return std::fprintf(stderr, "usage: bench_sandbox [--json] [--rounds N]\n"), 2;
    }
    const auto sandbox = orEnd(Sandbox::start({.helper = ASSAY_HELPER}));
    const auto policy = orEnd(sandbox->compilePolicy(readAll(ASSAY_POLICY)));
    const auto container = orEnd(sandbox->createContainer());
    orEnd(container->putFile("/box/true", readAll(ASSAY_STATIC_TRUE), FileMode::Program).transform([] { return 0; }));
    orEnd(container->sealBox().transform([] { return 0; }));
    orEnd(container->prepare(Stage::Run, policy.get()).transform([] { return 0; }));

    std::vector<double> bare;
    std::vector<double> sandboxed;
    std::mt19937 random(1);
    for (int round = -kWarmUp; round < rounds; ++round) {
        double times[2] = {};
        const bool bareFirst = (random() & 1) != 0;
        for (const bool second : {false, true}) {
            if (bareFirst != second)
                times[0] = bareRun();
            else
                times[1] = sandboxedRun(*container);
        }
        if (round >= 0) {
            bare.push_back(times[0]);
            sandboxed.push_back(times[1]);
        }
    }
    const double baseline = median(bare);
    const double measured = median(sandboxed);
    const auto tier = container->cgroupVersion() == CgroupVersion::None ? Tier::Partial : Tier::Full;
    const char *tierName = kTierNames.text(tier).data();
    const double ratio = measured / baseline;
    if (json)
        std::printf("{\"name\":\"static_true\",\"baseline_us\":%.1f,\"sandbox_us\":%.1f,\"ratio\":%.3f,"
                    "\"rounds\":%d,\"tier\":\"%s\"}\n",
                    baseline, measured, ratio, rounds, tierName);
    else
        std::printf("static_true: bare %.1f us, sandboxed %.1f us, ratio %.3f (medians of %d, tier %s)\n", baseline,
                    measured, ratio, rounds, tierName);
    return 0;
}
