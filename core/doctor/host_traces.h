// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of the sandbox could leave on the host: looked for before and after.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <set>

#include <sys/types.h>

namespace assay::core {

/// A kind of thing on this host, by what identifies each.
struct TraceKind {
    QString name; ///< "mounts".
    QStringList items;

    bool operator==(const TraceKind &) const = default;
};

/// Processes, mounts, control groups, System V objects, shared memory, keys, files in temporary folders, sockets.
struct HostTraces {
    QList<TraceKind> kinds;

    [[nodiscard]] int count() const;
    bool operator==(const HostTraces &) const = default;
};

/// While it lives, what a helper leaves behind becomes a child of this process, and can be found.
class OrphanCatcher
{
public:
    OrphanCatcher();
    ~OrphanCatcher();
    OrphanCatcher(const OrphanCatcher &) = delete;
    OrphanCatcher &operator=(const OrphanCatcher &) = delete;

private:
    int m_before = 0;
};

/// The users of a helper's containers: its children's.
[[nodiscard]] std::set<uid_t> containerUsers(pid_t helper);

/// The sandbox whose traces are looked for.
struct TracedSandbox {
    pid_t helper = 0; ///< 0: it does not run yet.
    std::set<uid_t> users;
};

/// What there is now. Of what other programs make and remove meanwhile, only what could be ours is listed: processes
/// that are this one's children and have a PID namespace of their own or are the helper, System V objects of this user,
/// names with "assay-attack" in them (as the corpus names what it leaves), control groups made by the helper, keys and files of its containers' users.
[[nodiscard]] HostTraces readHostTraces(const TracedSandbox &sandbox);

/// "mounts: /w" for whatever is in `after` and not in `before`.
[[nodiscard]] QStringList newTraces(const HostTraces &before, const HostTraces &after);

} // namespace assay::core
