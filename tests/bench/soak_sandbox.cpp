// SPDX-License-Identifier: GPL-3.0-or-later
// Many runs in a row, over many submissions: whether anything grows. Ends with 1 when it does.
#include "sandbox/container_pool.h"
#include "tests/unit/sandbox/host_traces.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <thread>

#include <unistd.h>

using namespace assay;
using namespace assay::sandbox;
using namespace std::chrono_literals;

namespace {

constexpr int kRunsPerSubmission = 50;
/// What an allocator may keep without anything being lost: a page here and there, never one for each run.
#ifdef __SANITIZE_ADDRESS__
constexpr long kMemorySlackKiB = 320 * 1024; // its quarantine keeps 256 MiB of what was freed
#else
constexpr long kMemorySlackKiB = 1024;
#endif
/// The kernel charges in batches (64 pages per core and group) and gives back late.
constexpr long kGroupSlackKiB = 4096;

template <typename Value>
Value orEnd(Result<Value> result)
{
    if (!result) {
        std::fprintf(stderr, "soak_sandbox: %s\n", result.error().describe().c_str());
        std::exit(2);
    }
    return std::move(*result);
}

void orEnd(Result<void> result)
{
    orEnd(result.transform([] { return 0; }));
}

long residentKiB(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (::sysconf(_SC_PAGESIZE) / 1024);
}

/// One figure before and after; `slack` is what it may rise without being growth.
struct Figure {
    const char *name;
    long slack;
    long value;
};

using Figures = std::vector<Figure>;

/// What the kernel holds for the groups: pages of files that were read, and its own structures.
long groupMemoryKiB(pid_t helper)
{
    long bytes = 0;
    for (const auto &folder : groupFoldersOf(helper)) {
        for (const char *name : {"memory.usage_in_bytes", "memory.current"}) { // version 1, version 2
            std::ifstream file(folder / name);
            long value = 0;
            if (file >> value)
                bytes += value;
        }
    }
    return bytes / 1024;
}

/// All processes of one kind together.
struct ProcessFigures {
    long descriptors = 0; ///< 0 for anybody but root: they are not dumpable.
    long residentKiB = 0;
    long mounts = 0;

    void add(pid_t process)
    {
        const std::string folder = "/proc/" + std::to_string(process);
        descriptors += countEntries(folder + "/fd");
        residentKiB += ::residentKiB(process);
        mounts += countLines(folder + "/mountinfo");
    }
};

/// Everything that the runs could have left, while no program runs.
Figures measure(const Sandbox &sandbox, std::set<uid_t> &users)
{
    const pid_t helper = sandbox.helperProcess();
    ProcessFigures engine;
    ProcessFigures manager;
    ProcessFigures holders;
    ProcessFigures launchers;
    engine.add(::getpid());
    manager.add(helper);
    long ahead = 0; // the next run's pipes, which a container has when there was time to make them
    for (const pid_t holder : holdersOf(sandbox)) {
        ahead += 4;
        holders.add(holder);
        users.insert(userOf(holder));
        for (const pid_t launcher : childrenOf(holder))
            launchers.add(launcher);
    }
    long belongings = 0;
    for (const uid_t user : users)
        belongings += user == ::geteuid() ? 0 : belongingsOf(user);
    return {{"engine_descriptors", ahead, engine.descriptors},
            {"engine_threads", 0, countEntries("/proc/self/task")},
            {"engine_resident_kib", kMemorySlackKiB, engine.residentKiB},
            {"engine_mounts", 0, engine.mounts},
            {"helper_descriptors", 0, manager.descriptors},
            {"helper_resident_kib", kMemorySlackKiB, manager.residentKiB},
            {"helper_mounts", 0, manager.mounts},
            {"holder_descriptors", 0, holders.descriptors},
            {"holder_resident_kib", kMemorySlackKiB, holders.residentKiB},
            {"holder_mounts", 0, holders.mounts},
            {"launcher_descriptors", 0, launchers.descriptors},
            {"launcher_resident_kib", kMemorySlackKiB, launchers.residentKiB},
            {"launcher_mounts", 0, launchers.mounts},
            {"processes", 0, static_cast<long>(treeBelow(helper).size())},
            {"cgroups", 0, groupsOf(helper)},
            {"cgroup_memory_kib", kGroupSlackKiB, groupMemoryKiB(helper)},
            {"host_keys_and_ipc_objects", 0, belongings}};
}

/// What runs do to a container: nothing, files, processes, IPC objects are refused, a crash, an overrun.
void runOne(Container &container, int number)
{
    static const std::vector<std::string> commands[] = {
        {"/usr/bin/true"},
        {"/usr/bin/touch", "/w/file", "/tmp/file", "/dev/shm/file"},
        {"/bin/sh", "-c", "sleep 1000 & sleep 1000 & exit 3"},
        {"/bin/sh", "-c", "kill -SEGV $$"},
        {"/bin/sh", "-c", "mkdir -p /w/a/b/c; while :; do echo; done"},
    };
    const bool isCancelled = number % 97 == 0;
    std::stop_source stop;
    if (isCancelled)
        stop.request_stop();
    const RunSpec spec{.argv = commands[number % 10 == 0 ? (number / 10) % 5 : 0],
                       .environment = {"PATH=/usr/bin:/bin"},
                       .limits = {.cpu = 10s * slowness(), .wall = 20s * slowness(), .output = 4_KiB},
                       .requiredTier = container.tier()};
    const RunOutcome outcome = orEnd(container.run(spec, stop.get_token()));
    if (isCancelled != (outcome.killedBy == KilledBy::Cancel)) {
        std::fprintf(stderr, "soak_sandbox: run %d did not go as it should\n", number);
        std::exit(2);
    }
}

/// Every tenth run is in `kept`, whose launcher so serves for the whole time. Returns how long each submission waited
/// for its container, in microseconds, sorted.
std::vector<double> soak(ContainerPool &pool, Container &kept, int policy, int first, int runs)
{
    std::vector<double> waits;
    for (int number = first; number < first + runs;) {
        const auto start = std::chrono::steady_clock::now();
        const ContainerLease lease = orEnd(pool.acquire({}));
        waits.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
        orEnd(lease->putFile("/box/source", std::string(10'000, 'x'), FileMode::Data));
        orEnd(lease->prepare(Stage::Build, policy));
        runOne(*lease, number++);
        orEnd(lease->sealBox());
        orEnd(lease->prepare(Stage::Run, policy));
        for (int i = 1; i < kRunsPerSubmission && number < first + runs; ++i, ++number)
            runOne(number % 10 == 5 ? kept : *lease, number);
    }
    orEnd(
        kept.run({.argv = {"/usr/bin/true"}, .requiredTier = kept.tier()})); // a pristine one, however the last one was
    for (PoolState state = pool.state(); state.ready + state.leased < state.total; state = pool.state())
        std::this_thread::sleep_for(1ms); // the last one is being emptied
    std::ranges::sort(waits);
    return waits;
}

void print(const char *name, const Figures &figures)
{
    std::printf("\"%s\":{", name);
    for (const auto &figure : figures)
        std::printf("%s\"%s\":%ld", &figure == figures.data() ? "" : ",", figure.name, figure.value);
    std::printf("},");
}

} // namespace

int main(int argc, char **argv)
{
    int runs = 500;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            runs = std::max(1, std::atoi(argv[++i]));
        else if (std::strcmp(argv[i], "--json") != 0) // it knows nothing else
            return std::fprintf(stderr, "usage: soak_sandbox [--json] [--runs N]\n"), 2;
    }
    const auto sandbox = orEnd(Sandbox::start({.helper = ASSAY_BENCH_HELPER}));
    const auto policy = orEnd(sandbox->compilePolicy(policyText("interpreter.policy")));
    std::set<uid_t> users;
    ContainerPool pool(*sandbox, {.most = 3});
    const ContainerLease kept = orEnd(pool.acquire({}));
    orEnd(kept->prepare(Stage::Run, policy.get()));
    const int warmUp = 4 * kRunsPerSubmission; // every container has been used and emptied
    (void)soak(pool, *kept, policy.get(), 0, warmUp);
    const Figures before = measure(*sandbox, users);
    const auto start = std::chrono::steady_clock::now();
    const std::vector<double> waits = soak(pool, *kept, policy.get(), warmUp, runs);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const Figures after = measure(*sandbox, users);

    std::printf("{\"name\":\"soak\",\"runs\":%d,\"submissions\":%d,\"seconds\":%.1f,", runs,
                (runs + kRunsPerSubmission - 1) / kRunsPerSubmission, took.count());
    std::printf("\"acquire_p50_us\":%.0f,\"acquire_p99_us\":%.0f,", waits[waits.size() / 2],
                waits[waits.size() * 99 / 100]);
    print("before", before);
    print("after", after);
    std::string grew;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (after[i].value > before[i].value + before[i].slack)
            grew += std::string(grew.empty() ? "\"" : ",\"") + before[i].name + '"';
    }
    std::printf("\"grew\":[%s]}\n", grew.c_str());
    return grew.empty() && pool.state().repairs == 0 ? 0 : 1;
}
