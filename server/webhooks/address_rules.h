// SPDX-License-Identifier: GPL-3.0-or-later
// Where a webhook may be: out in the world, and not among the machines beside this one unless whoever runs it allows that.
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QString>

namespace assay::server {

/// Whether an address is reached through the internet, by IANA's registries of special-purpose addresses: not this machine, not
/// its network, not one that stands for such an IPv4 address within IPv6.
[[nodiscard]] bool isPublicAddress(const QHostAddress &address);

/// Errors: InvalidArgument, with what is wrong with the URL. Only https, and no address that is not public, unless
/// `allowPrivate`; a name is looked at when it is resolved.
[[nodiscard]] Result<void> checkWebhookUrl(const QString &url, bool allowPrivate);

} // namespace assay::server
