// SPDX-License-Identifier: GPL-3.0-or-later
// A real container under the interpreters' policy, to run Python programs in.
#pragma once

#include "sandbox/policy_text.h"
#include "sandbox/sandbox.h"

#include <QTest>

#include <fstream>

namespace assay::sandbox {

/// A policy file with its includes expanded, as the engine does it.
inline std::string policyText(const std::string &name)
{
    std::string text;
    std::ifstream file(std::string(ASSAY_SOURCE_DIR "/resources/seccomp/") + name);
    for (std::string line; std::getline(file, line);)
        text += line.starts_with("include ") ? policyText(line.substr(8)) : line + "\n";
    return text;
}

/// The same as it is at a tier.
inline std::string policyText(const std::string &name, Tier tier)
{
    return withOverrides(policyText(name), tier == Tier::Reduced ? policyText("overrides/reduced.policy") : "");
}

/// Started and prepared, of that tier at best. Null members when something failed: see `problem`.
struct ContainerFixture {
    std::unique_ptr<Sandbox> sandbox;
    UniqueFd policy;
    std::unique_ptr<Container> container;
    std::string problem;

    explicit ContainerFixture(Tier best = Tier::Full, const std::string &policyName = "interpreter.policy")
    {
        if (const auto made = make(best, policyName); !made)
            problem = made.error().describe();
    }

    [[nodiscard]] Result<RunOutcome> run(RunSpec spec, const std::stop_token &stop = {}) const
    {
        spec.requiredTier = container->tier();
        return container->run(spec, stop);
    }

    /// A command that runs a Python program.
    [[nodiscard]] static std::vector<std::string> python(const std::string &source)
    {
        return {"/usr/bin/python3", "-I", "-S", "-c", source};
    }

private:
    Result<void> make(Tier best, const std::string &policyName)
    {
        sandbox = TRY(Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox", .best = best}));
        policy = TRY(sandbox->compilePolicy(policyText(policyName, best)));
        container = TRY(sandbox->createContainer());
        return container->prepare(Stage::Run, policy.get());
    }
};

/// Why this host has no tier without namespaces; empty when it has.
inline std::string whyNoReducedTier()
{
    auto sandbox = Sandbox::start({.helper = ASSAY_BIN_DIR "/assay-sandbox", .best = Tier::Reduced});
    if (!sandbox)
        return sandbox.error().describe();
    const auto tried = (*sandbox)->tryHost();
    if (!tried)
        return tried.error().describe();
    const Status &landlock = tried->trials[static_cast<std::size_t>(HostTrial::Landlock)];
    return landlock.failedStep == SetupStep::None ? "" : landlock.detail;
}

} // namespace assay::sandbox
