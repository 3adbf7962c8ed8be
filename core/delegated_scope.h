// SPDX-License-Identifier: GPL-3.0-or-later
// Moves this process into a systemd scope of its own, in which it may make control groups.
#pragma once

#include <QString>

namespace assay::core {

enum class ScopeState : std::uint8_t { Entered, NotNeeded, Failed };

struct ScopeReport {
    ScopeState state = ScopeState::Failed;
    QString detail; ///< Where it is, why it need not be, or why it could not.
};

/// For an ordinary user on a system with cgroup v2 and systemd. Before the sandbox's helper is started: that inherits
/// the group, moves both of them into a leaf and makes its groups beside it. Blocks for a few seconds at most; what goes
/// wrong is told and changes nothing.
[[nodiscard]] ScopeReport enterDelegatedScope();

/// The path in the unified hierarchy, of the text of /proc/PID/cgroup; empty: there is none. cgroups(7).
[[nodiscard]] QString unifiedGroupOf(const QString &text);

/// Where the unified hierarchy is mounted, of the text of /proc/PID/mountinfo; empty: nowhere.
[[nodiscard]] QString unifiedMountOf(const QString &text);

} // namespace assay::core
