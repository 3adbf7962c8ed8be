// SPDX-License-Identifier: GPL-3.0-or-later
// Throughput: loops of runs on several threads, each with a container of its own, against as many bare loops.
#include "tests/bench/loop_bench.h"

#include "tests/bench/bare_run.h"

#include <barrier>
#include <memory>
#include <thread>
#include <vector>

namespace assay::bench {

namespace {

constexpr int kRunsPerBlock = 50;

/// Threads that all do the same block of runs at the same time. They stay, so that no block pays for their start.
class WorkerCrew
{
public:
    explicit WorkerCrew(int workers)
        : m_gate(workers + 1)
    {
        for (int worker = 0; worker < workers; ++worker)
            m_threads.emplace_back([this, worker] { work(worker); });
    }
    WorkerCrew(const WorkerCrew &) = delete;
    WorkerCrew &operator=(const WorkerCrew &) = delete;
    ~WorkerCrew()
    {
        m_run = nullptr;
        m_gate.arrive_and_wait();
    }

    /// Runs per second, from the moment when all begin until the last has ended.
    double throughput(const std::function<void(int worker)> &run)
    {
        m_run = &run;
        const double time = microsecondsOf([this] {
            m_gate.arrive_and_wait();
            m_gate.arrive_and_wait();
        });
        return static_cast<double>(m_threads.size()) * kRunsPerBlock * 1e6 / time;
    }

private:
    void work(int worker)
    {
        for (;;) {
            m_gate.arrive_and_wait();
            if (m_run == nullptr)
                return;
            for (int i = 0; i < kRunsPerBlock; ++i)
                (*m_run)(worker);
            m_gate.arrive_and_wait();
        }
    }

    std::barrier<> m_gate;
    const std::function<void(int worker)> *m_run = nullptr; ///< Written while all wait at the gate.
    std::vector<std::jthread> m_threads;                    ///< Last: joined before the rest goes.
};

} // namespace

Comparison compareLoops(const BenchSandbox &sandbox, const BenchProgram &program, int workers, int rounds)
{
    std::vector<std::unique_ptr<sandbox::Container>> containers;
    for (int worker = 0; worker < workers; ++worker)
        containers.push_back(sandbox.makeContainer());
    const std::vector<std::string> command{program.path.string()};
    const sandbox::RunSpec spec{.argv = {program.inBox()}, .requiredTier = containers.front()->tier()};
    const auto bare = [&](int) { bareRun(command); };
    const auto sandboxed = [&](int worker) { sandboxedRun(*containers[static_cast<std::size_t>(worker)], spec); };
    WorkerCrew crew(workers);
    return compare(rounds, [&] { return crew.throughput(bare); }, [&] { return crew.throughput(sandboxed); });
}

} // namespace assay::bench
