// SPDX-License-Identifier: GPL-3.0-or-later
// Under which addresses the server is reached, and by what it shows there that it is itself.
#include "server/api/own_tls.h"

#include <QNetworkInterface>

#include <algorithm>

namespace assay::server {

QList<QHostAddress> addressesOf(const QHostAddress &listening)
{
    if (listening != QHostAddress(QHostAddress::AnyIPv4) && listening != QHostAddress(QHostAddress::AnyIPv6) &&
        listening != QHostAddress(QHostAddress::Any))
        return {listening};
    QList<QHostAddress> addresses;
    for (QHostAddress own : QNetworkInterface::allAddresses()) {
        own.setScopeId({});
        const bool isSpoken =
            listening != QHostAddress(QHostAddress::AnyIPv4) || own.protocol() == QAbstractSocket::IPv4Protocol;
        if (isSpoken && !own.isLinkLocal() && !addresses.contains(own))
            addresses.append(own);
    }
    std::ranges::stable_partition(addresses, [](const QHostAddress &own) { return !own.isLoopback(); });
    return addresses;
}

Result<Tls> tlsFrom(const CertificateFiles &files)
{
    return Tls{.configuration = TRY(tlsConfiguration(files)), .fingerprint = TRY(fingerprintOf(files.certificate))};
}

Result<Tls> ownTls(const std::filesystem::path &dataFolder, const QHostAddress &listening, const QStringList &names)
{
    QStringList all{QStringLiteral("localhost")};
    all.append(names);
    for (const QHostAddress &own : addressesOf(listening))
        all.append(own.toString());
    all.removeDuplicates();
    return tlsFrom(TRY(ownCertificate(dataFolder / "tls", all)));
}

} // namespace assay::server
