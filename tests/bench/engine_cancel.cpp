// SPDX-License-Identifier: GPL-3.0-or-later
// Cancelling as a person does it: through the engine, from the call until the last process is gone.
#include "tests/bench/engine_cancel.h"

#include "core/engine.h"
#include "tests/unit/sandbox/host_traces.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace assay::bench {

namespace {

using namespace std::chrono_literals;

constexpr const char *kSleepers = "import os, time\n"
                                  "with open('/proc/self/comm', 'w') as name: name.write('sleeper')\n"
                                  "for _ in range(99):\n"
                                  "    if os.fork() == 0: time.sleep(1000)\n"
                                  "time.sleep(1000)\n";
constexpr std::size_t kProcesses = 100;

[[noreturn]] void end(const char *what)
{
    std::fprintf(stderr, "bench_cancel: %s\n", what);
    std::exit(1);
}

/// What runs below this process under that name. proc_pid_comm(5).
std::vector<pid_t> running(const char *name)
{
    std::vector<pid_t> found;
    for (const pid_t process : sandbox::treeBelow(::getpid())) {
        std::string comm;
        std::ifstream("/proc/" + std::to_string(process) + "/comm") >> comm;
        if (comm.starts_with(name) && sandbox::isRunning(process))
            found.push_back(process);
    }
    return found;
}

double cancelOnce(core::Engine &engine)
{
    const auto id =
        engine.submissions().submit({.language = QStringLiteral("python"),
                                     .sources = {{.name = QStringLiteral("sleepers.py"), .content = kSleepers}},
                                     .purpose = core::Purpose::Run,
                                     .inputs = {{.name = QStringLiteral("none"), .input = {}}},
                                     .cpuLimit = 60s});
    if (!id)
        end(id.error().describe().c_str());
    std::vector<pid_t> tree;
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while ((tree = running("sleeper")).size() < kProcesses) {
        if (std::chrono::steady_clock::now() > deadline)
            end("the program did not start");
    }
    const auto start = std::chrono::steady_clock::now();
    if (!engine.submissions().cancel(*id).value_or(false))
        end("the submission was not cancelled");
    while (std::ranges::any_of(tree, sandbox::isRunning)) {
    }
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

std::vector<double> cancelThroughEngine(int rounds)
{
    int count = 0;
    const QCoreApplication application(count, nullptr); // Qt's SQL asks for one
    const QTemporaryDir data;
    const auto engine = core::Engine::open({.dataFolder = data.path().toStdString(),
                                            .resourceFolder = ASSAY_SOURCE_DIR "/resources",
                                            .sandboxProgram = ASSAY_BENCH_HELPER});
    if (!engine)
        end(engine.error().describe().c_str());
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(cancelOnce(**engine));
    return times;
}

} // namespace assay::bench
