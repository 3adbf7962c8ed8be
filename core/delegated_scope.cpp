// SPDX-License-Identifier: GPL-3.0-or-later
// Moves this process into a systemd scope of its own, in which it may make control groups.
#include "core/delegated_scope.h"

#include "core/scope_request.h"

#include <QDateTime>
#include <QFile>
#include <QStringList>

#include <chrono>
#include <thread>

#include <sys/xattr.h>
#include <unistd.h>

namespace assay::core {

namespace {

using namespace std::chrono_literals;

/// A bus that is there answers in milliseconds.
constexpr Milliseconds kPatience{2000};
constexpr Milliseconds kLookAgain{2};
/// Where the helper puts the engine and itself.
const QString kLeaf = QStringLiteral("/engine");

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString ownGroup()
{
    return unifiedGroupOf(readText(QStringLiteral("/proc/self/cgroup")));
}

/// Set by systemd on the group of a unit with Delegate=yes. systemd.resource-control(5).
bool isDelegated(const QString &folder)
{
    char value[8] = {};
    return ::getxattr(QFile::encodeName(folder).constData(), "user.delegate", value, sizeof value) > 0 &&
           value[0] == '1';
}

/// Empty when a scope of our own is of use.
QString whyNotNeeded(const QString &mount, const QString &group)
{
    if (::geteuid() == 0)
        return QStringLiteral("not needed: root makes control groups without being asked to");
    if (mount.isEmpty() ||
        !readText(mount + QStringLiteral("/cgroup.controllers")).contains(QLatin1StringView("memory")))
        return QStringLiteral("not needed: this system's control groups are of version 1");
    QString unit = group;
    if (unit.endsWith(kLeaf))
        unit.chop(kLeaf.size());
    if (isDelegated(mount + unit))
        return QStringLiteral("not needed: %1 is delegated").arg(unit);
    return {};
}

bool isInside(const QString &scope)
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!ownGroup().endsWith(u'/' + scope)) {
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        std::this_thread::sleep_for(kLookAgain);
    }
    return true;
}

} // namespace

ScopeReport enterDelegatedScope()
{
    const QString mount = unifiedMountOf(readText(QStringLiteral("/proc/self/mountinfo")));
    if (const QString reason = whyNotNeeded(mount, ownGroup()); !reason.isEmpty())
        return {.state = ScopeState::NotNeeded, .detail = reason};
    const QString bus = userBusAddress();
    if (bus.isEmpty())
        return {.state = ScopeState::Failed, .detail = QStringLiteral("this user has no bus, and so no systemd")};
    const ScopeRequest request{
        .name = QStringLiteral("assay-%1-%2.scope").arg(::getpid()).arg(QDateTime::currentMSecsSinceEpoch(), 0, 16),
        .description = QStringLiteral("Assay's programs and their limits"),
        .processes = {static_cast<uint>(::getpid())}};
    if (const auto asked = askForScope(bus, request, kPatience); !asked)
        return {.state = ScopeState::Failed, .detail = QString::fromStdString(asked.error().detail)};
    if (!isInside(request.name))
        return {.state = ScopeState::Failed, .detail = QStringLiteral("systemd did not move this process in time")};
    return {.state = ScopeState::Entered, .detail = request.name};
}

QString unifiedGroupOf(const QString &text)
{
    for (const auto &line : text.split(u'\n')) {
        if (line.startsWith(QLatin1StringView("0::")))
            return line.mid(3);
    }
    return {};
}

QString unifiedMountOf(const QString &text)
{
    for (const auto &line : text.split(u'\n')) {
        const qsizetype dash = line.indexOf(QLatin1StringView(" - "));
        if (dash >= 0 && line.mid(dash + 3).section(u' ', 0, 0) == QLatin1StringView("cgroup2"))
            return line.section(u' ', 4, 4);
    }
    return {};
}

} // namespace assay::core
