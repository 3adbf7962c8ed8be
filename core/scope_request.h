// SPDX-License-Identifier: GPL-3.0-or-later
// A request to systemd for a scope with delegated control groups, over D-Bus.
#pragma once

#include "base/result.h"
#include "base/units.h"

#include <QDBusMessage>
#include <QList>
#include <QString>

namespace assay::core {

struct ScopeRequest {
    QString name;           ///< "assay-1234.scope"
    QString description;
    QList<uint> processes;  ///< Moved into it.
};

/// The call of org.freedesktop.systemd1.Manager.StartTransientUnit. Source: org.freedesktop.systemd1(5),
/// systemd.resource-control(5) "Delegate=".
[[nodiscard]] QDBusMessage scopeMessage(const ScopeRequest &request);

/// Sends it to the systemd on that bus and waits for its word, not for the scope itself. Nothing takes longer than
/// `timeout`, whoever listens there. Errors: NotFound (nobody listens), Permission (systemd refuses), Timeout.
[[nodiscard]] Result<void> askForScope(const QString &busAddress, const ScopeRequest &request, Milliseconds timeout);

/// The address of this user's bus; empty when there is none. Never starts one.
[[nodiscard]] QString userBusAddress();

} // namespace assay::core
