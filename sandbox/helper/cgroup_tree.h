// SPDX-License-Identifier: GPL-3.0-or-later
// Control groups of the containers: made below our own group, never anywhere else, and removed again.
#pragma once

#include "base/unique_fd.h"
#include "sandbox/helper_protocol.h"

#include <array>
#include <string>
#include <vector>

namespace assay::sandbox::helper {

/// The two groups of a container: compilers run in `build`, programs in `run`, so that what a compiler left in memory
/// is not on a program's bill.
struct ContainerCgroups {
    std::vector<std::string> folders;
    std::vector<UniqueFd> handles; ///< As ContainerReply describes them.
    std::vector<UniqueFd> locks;   ///< By which other helpers see that they are in use.
};

/// By Controller: why it cannot be used.
using Controllers = std::array<Status, kControllers>;

/// Where this process may make control groups, found once.
class CgroupTree
{
public:
    /// Finds this process's groups, prepares delegation where needed, and removes what a dead manager left.
    CgroupTree();

    [[nodiscard]] CgroupVersion version() const { return m_version; }
    [[nodiscard]] const Controllers &controllers() const { return m_controllers; }
    /// Why there is none; None when there is one.
    [[nodiscard]] Status status() const;

    [[nodiscard]] Status create(std::uint32_t index, ContainerCgroups &cgroups) const;
    /// Waits for a moment while killed processes leave.
    static void remove(const ContainerCgroups &cgroups);

private:
    [[nodiscard]] Controllers tryLegacy();
    [[nodiscard]] Controllers tryUnified();
    [[nodiscard]] Controllers use(CgroupVersion version, std::vector<std::string> parents);
    void removeStale() const;

    CgroupVersion m_version = CgroupVersion::None;
    Controllers m_controllers;
    std::string m_prefix;
    std::vector<std::string> m_parents; ///< V1: of memory, pids, cpuacct. V2: one.
};

} // namespace assay::sandbox::helper
