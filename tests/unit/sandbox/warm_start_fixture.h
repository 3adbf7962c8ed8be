// SPDX-License-Identifier: GPL-3.0-or-later
// A container with a script in it, run cold and warm.
#pragma once

#include "sandbox/sandbox.h"
#include "warm_start_programs.h"

#include <QTest>

#include <regex>

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <unistd.h>

namespace assay::sandbox::test {

using namespace std::chrono_literals;

constexpr std::string_view kInput = "one\ntwo\nthree\n";
constexpr const char *kScript = "/box/src/main.py";

/// A policy file with its includes expanded, as the engine does it.
inline std::string policyText(const std::string &name)
{
    std::string text;
    std::ifstream file(std::filesystem::path(ASSAY_SOURCE_DIR) / "resources/seccomp" / name);
    for (std::string line; std::getline(file, line);)
        text += line.starts_with("include ") ? policyText(line.substr(8)) : line + "\n";
    return text;
}

/// As the engine gives a case's input: a file at its beginning.
inline UniqueFd inputFile(std::string_view content)
{
    UniqueFd file(::memfd_create("input", MFD_CLOEXEC));
    if (::pwrite(file.get(), content.data(), content.size(), 0) != static_cast<ssize_t>(content.size()))
        file.reset();
    return file;
}

inline RunSpec pythonRun()
{
    return {.argv = {"/usr/bin/python3", kScript},
            .environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/w", "LANG=C.UTF-8", "PYTHONHASHSEED=0"},
            .limits = {.cpu = 10s, .wall = 30s, .memory = 64_MiB, .fileSize = 8_MiB, .processes = 32, .openFiles = 64}};
}

/// All of an outcome but figures: what somebody who only sees the program can tell. Addresses differ at each start.
inline std::string observed(const RunOutcome &outcome)
{
    static const std::regex address("0x[0-9a-f]{6,}");
    const std::string text = "exit " + std::to_string(outcome.exitCode) + ", signal " + std::to_string(outcome.signal) +
                             ", killed by " + std::string(kKilledByNames.text(outcome.killedBy)) + ' ' +
                             outcome.violation + "\n--- out\n" + outcome.output + "--- err\n" + outcome.errorOutput;
    return std::regex_replace(text, address, "0x…");
}

class WarmStartFixture
{
public:
    Container &container() { return *m_container; }

    void start()
    {
        auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox"});
        QVERIFY2(sandbox, sandbox ? "" : sandbox.error().describe().c_str());
        m_sandbox = std::move(*sandbox);
        auto policy = m_sandbox->compilePolicy(policyText("interpreter.policy"));
        QVERIFY2(policy, policy ? "" : policy.error().describe().c_str());
        m_policy = std::move(*policy);
        auto container = m_sandbox->createContainer();
        QVERIFY2(container, container ? "" : container.error().describe().c_str());
        m_container = std::move(*container);
        if (m_container->cgroupVersion() == CgroupVersion::None)
            QSKIP("warm starts need control groups");
    }
    /// Forgets everything, and puts a script in.
    void put(const std::string &source, const std::string &path = kScript)
    {
        QVERIFY(m_container->reset(ScratchSizes{}));
        QVERIFY(m_container->putFile(path, source, FileMode::Data));
        QVERIFY(m_container->sealBox());
    }
    void prepare()
    {
        const auto prepared = m_container->prepare(Stage::Run, m_policy.get());
        QVERIFY2(prepared, prepared ? "" : prepared.error().describe().c_str());
    }
    void prepare(WarmStart warm)
    {
        prepare();
        m_container->warmUp(std::move(warm));
    }
    RunOutcome run(RunSpec spec, std::string_view input = kInput, const std::stop_token &stop = {})
    {
        const UniqueFd file = inputFile(input);
        spec.stdinFd = file.get();
        return runAsItIs(spec, stop);
    }
    RunOutcome runAsItIs(const RunSpec &spec, const std::stop_token &stop = {})
    {
        auto outcome = m_container->run(spec, stop);
        if (outcome)
            return std::move(*outcome);
        qWarning("%s", outcome.error().describe().c_str());
        return {};
    }

private:
    std::unique_ptr<Sandbox> m_sandbox;
    UniqueFd m_policy;
    std::unique_ptr<Container> m_container;
};

} // namespace assay::sandbox::test
