// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox as the benchmarks use it: programs in the box, sealed, prepared under the policy of compiled programs.
#pragma once

#include "sandbox/sandbox.h"

#include <filesystem>
#include <memory>
#include <string>

namespace assay::bench {

/// One of the programs that are built for the benchmarks.
struct BenchProgram {
    const char *name;
    std::filesystem::path path; ///< On the host.

    [[nodiscard]] std::string inBox() const { return "/box/" + std::string(name); }
};

class BenchSandbox
{
public:
    BenchSandbox();

    /// A container that holds all of `programs()`.
    [[nodiscard]] std::unique_ptr<sandbox::Container> makeContainer() const;
    [[nodiscard]] const char *tier() const;
    [[nodiscard]] const char *cgroup() const;

    [[nodiscard]] static const BenchProgram &program(std::string_view name);

private:
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
    UniqueFd m_policy;
    sandbox::CgroupVersion m_cgroup = sandbox::CgroupVersion::None;
};

/// Runs it with default limits: wall timer, collectors and accounting on. Ends the benchmark when it does not succeed.
void sandboxedRun(sandbox::Container &container, const sandbox::RunSpec &spec);

} // namespace assay::bench
