// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of a Python program costs in the sandbox, cold and warm, against a bare `python3 x.py`.
#include "tests/bench/bare_run.h"
#include "tests/bench/measure.h"

#include "sandbox/sandbox.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace assay;
using namespace assay::bench;
using namespace assay::sandbox;

namespace {

constexpr const char *kInterpreter = "/usr/bin/python3";
constexpr const char *kScript = "/box/src/main.py";
constexpr std::string_view kSource = "import sys\nprint(sum(map(int, sys.stdin.read().split())))\n";
constexpr std::string_view kInput = "19 23\n";
constexpr std::string_view kOutput = "42\n";
constexpr int kCasesOfSubmission = 20;

std::string policyText(const std::string &name)
{
    std::string text;
    std::ifstream file(std::string(ASSAY_SOURCE_DIR "/resources/seccomp/") + name);
    for (std::string line; std::getline(file, line);)
        text += line.starts_with("include ") ? policyText(line.substr(8)) : line + "\n";
    return text;
}

/// The script on the host, for the bare run; removed again.
class HostScript
{
public:
    HostScript()
    {
        std::string path = (std::filesystem::temp_directory_path() / "assay-bench-XXXXXX").string();
        require(::mkdtemp(path.data()) != nullptr, "mkdtemp");
        m_folder = path;
        std::ofstream(m_folder / "main.py") << kSource;
    }
    ~HostScript() { std::filesystem::remove_all(m_folder); }
    HostScript(const HostScript &) = delete;
    HostScript &operator=(const HostScript &) = delete;

    [[nodiscard]] std::vector<std::string> command() const { return {kInterpreter, (m_folder / "main.py").string()}; }

private:
    std::filesystem::path m_folder;
};

class Bench
{
public:
    Bench()
        : m_sandbox(orEnd(Sandbox::start({.helper = ASSAY_BENCH_HELPER})))
        , m_policy(orEnd(m_sandbox->compilePolicy(policyText("interpreter.policy"))))
        , m_container(orEnd(m_sandbox->createContainer()))
    {
        m_spec.argv = {kInterpreter, kScript};
        m_spec.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/w", "LANG=C.UTF-8", "PYTHONHASHSEED=0"};
        m_spec.requiredTier = m_container->tier();
        orEnd(m_container->putFile(kScript, kSource, FileMode::Data));
        orEnd(m_container->sealBox());
    }

    void prepare(bool warm)
    {
        orEnd(m_container->prepare(Stage::Run, m_policy.get()));
        m_isWarm = warm;
        if (warm)
            m_container->warmUp({.program = m_spec});
    }
    void run()
    {
        const UniqueFd input(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
        require(::pwrite(input.get(), kInput.data(), kInput.size(), 0) == static_cast<ssize_t>(kInput.size()), "input");
        m_spec.stdinFd = input.get();
        const RunOutcome outcome = orEnd(m_container->run(m_spec));
        require(outcome.succeeded() && outcome.output == kOutput, "the sandboxed run");
        require(outcome.warm == m_isWarm, "the warm start");
    }
    void bare() const { bareRun(m_script.command()); }
    [[nodiscard]] const char *tier() const { return kTierNames.text(m_container->tier()).data(); }

private:
    HostScript m_script;
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;
    std::unique_ptr<Container> m_container;
    RunSpec m_spec;
    bool m_isWarm = false;
};

void print(const char *name, const Comparison &result, const Bench &bench, int rounds, bool json)
{
    std::printf(json ? "{\"name\":\"%s\",\"ratio\":%.3f,\"bare\":%.1f,\"sandboxed\":%.1f,\"unit\":\"us\",\"rounds\":%d,"
                       "\"tier\":\"%s\"}\n"
                     : "%-24s %6.3f   (bare %.1f us, sandboxed %.1f us; medians of %d; tier %s)\n",
                name, result.ratio(), result.bare, result.sandboxed, rounds, bench.tier());
    std::fflush(stdout);
}

void times(int count, const std::function<void()> &work)
{
    for (int i = 0; i < count; ++i)
        work();
}

void measureAll(int rounds, bool json)
{
    Bench bench;
    const auto oneRun = [&bench] { return microsecondsOf([&] { bench.run(); }); };
    const auto oneBare = [&bench] { return microsecondsOf([&] { bench.bare(); }); };
    const auto manyRuns = [&bench] { return microsecondsOf([&] { times(kCasesOfSubmission, [&] { bench.run(); }); }); };
    const auto manyBare = [&bench] {
        return microsecondsOf([&] { times(kCasesOfSubmission, [&] { bench.bare(); }); });
    };
    bench.prepare(false);
    print("python_cold", compare(rounds, oneBare, oneRun), bench, rounds, json);
    bench.prepare(true);
    print("python_warm", compare(rounds, oneBare, oneRun), bench, rounds, json);
    // One run upon the other: what is done for the next run while an output is judged is not hidden here.
    const int loops = std::max(rounds / kCasesOfSubmission, 3);
    print("python_warm_in_a_row", compare(loops, manyBare, manyRuns), bench, loops, json);
    // With the start of the interpreter: all cases of one submission.
    const auto submission = [&] {
        return microsecondsOf([&] {
            bench.prepare(true);
            times(kCasesOfSubmission, [&] { bench.run(); });
        });
    };
    print("python_warm_20_cases", compare(loops, manyBare, submission), bench, loops, json);
}

} // namespace

int main(int argc, char **argv)
{
    int rounds = 200;
    bool json = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--json") == 0)
            json = true;
        else if (std::strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = std::max(1, std::atoi(argv[++i]));
        else
            return std::fprintf(stderr, "usage: bench_warm_start [--json] [--rounds N]\n"), 2;
    }
    measureAll(rounds, json);
    return 0;
}
