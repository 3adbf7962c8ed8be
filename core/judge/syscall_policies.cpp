// SPDX-License-Identifier: GPL-3.0-or-later
// SyscallPolicies: the policies of resources/seccomp/, compiled once and shared by all containers.
#include "core/judge/syscall_policies.h"

#include "sandbox/policy_text.h"
#include "sandbox/sandbox.h"

#include <fstream>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxIncludeDepth = 4;

Result<std::string> readPolicy(const fs::path &path, int depth)
{
    std::ifstream file(path);
    if (!file || depth > kMaxIncludeDepth)
        return fail(Errc::InvalidData, "policy " + path.string() + " cannot be read, or includes itself");
    std::string text;
    for (std::string line; std::getline(file, line);) {
        constexpr std::string_view include = "include ";
        if (line.starts_with(include))
            text += TRY(readPolicy(path.parent_path() / line.substr(include.size()), depth + 1));
        else
            text += line + '\n';
    }
    return text;
}

} // namespace

Result<SyscallPolicies> SyscallPolicies::load(const fs::path &folder, sandbox::Sandbox &sandbox, sandbox::Tier tier)
{
    SyscallPolicies policies;
    std::error_code error;
    const fs::path ofTier = folder / "overrides" / (std::string(sandbox::kTierNames.text(tier)) + ".policy");
    const std::string overrides = fs::exists(ofTier, error) ? TRY(readPolicy(ofTier, 0)) : std::string();
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".policy")
            continue;
        std::string text = sandbox::withOverrides(TRY(readPolicy(entry.path(), 0)), overrides);
        auto program = sandbox.compilePolicy(text);
        if (!program)
            return fail(program.error().code, entry.path().string() + ": " + program.error().detail,
                        program.error().sysErrno);
        policies.m_policies.emplace(entry.path().stem().string(),
                                    Policy{.text = std::move(text), .program = std::move(*program)});
    }
    if (policies.m_policies.empty())
        return fail(Errc::NotFound, "no system call policies in " + folder.string());
    return policies;
}

Result<const SyscallPolicies::Policy *> SyscallPolicies::policy(const QString &name) const
{
    const auto found = m_policies.find(name.toStdString());
    if (found == m_policies.end())
        return fail(Errc::NotFound, "no system call policy named " + name.toStdString());
    return &found->second;
}

Result<int> SyscallPolicies::find(const QString &name) const
{
    return TRY(policy(name))->program.get();
}

Result<std::string> SyscallPolicies::textOf(const QString &name) const
{
    return TRY(policy(name))->text;
}

} // namespace assay::core
