// SPDX-License-Identifier: GPL-3.0-or-later
// SyscallPolicies: the policies of resources/seccomp/, compiled once and shared by all containers.
#pragma once

#include "base/result.h"
#include "base/unique_fd.h"
#include "sandbox/tier.h"

#include <QString>

#include <filesystem>
#include <map>
#include <string>

namespace assay::sandbox {
class Sandbox;
}

namespace assay::core {

/// Immutable after load.
class SyscallPolicies
{
public:
    /// Reads every *.policy in `folder`, expands `include` lines and has each compiled by the sandbox's helper.
    /// At a tier that has a file in `folder`/overrides ("reduced.policy"), its lines stand in place of all others about
    /// the same system calls. Errors: InvalidData naming file and line, Io, Sandbox.
    [[nodiscard]] static Result<SyscallPolicies> load(const std::filesystem::path &folder, sandbox::Sandbox &sandbox,
                                                      sandbox::Tier tier);

    /// The compiled policy of that name ("native"), a descriptor that stays open. Errors: NotFound.
    [[nodiscard]] Result<int> find(const QString &name) const;
    /// Its text, with everything included. Errors: NotFound.
    [[nodiscard]] Result<std::string> textOf(const QString &name) const;

private:
    struct Policy {
        std::string text;
        UniqueFd program;
    };
    [[nodiscard]] Result<const Policy *> policy(const QString &name) const;

    std::map<std::string, Policy> m_policies;
};

} // namespace assay::core
