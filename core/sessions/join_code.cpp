// SPDX-License-Identifier: GPL-3.0-or-later
// Codes by which people come into a session, once each.
#include "core/sessions/join_code.h"

#include "core/secrets/secrets.h"

namespace assay::core {

namespace {

constexpr int kGroups = 2;
constexpr int kGroup = 4;

} // namespace

QString makeJoinCode()
{
    return randomCode(kGroups, kGroup);
}

QString normalizedJoinCode(const QString &typed)
{
    return normalizedCode(typed, kGroups * kGroup);
}

QString joinCodeHash(const QString &normalized)
{
    return secretHash("assay join code", normalized);
}

} // namespace assay::core
