// SPDX-License-Identifier: GPL-3.0-or-later
// Under which addresses the server is reached, and by what it shows there that it is itself.
#pragma once

#include "server/http/tls_certificate.h"

#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>

namespace assay::server {

struct Tls {
    QSslConfiguration configuration;
    QString fingerprint; ///< "AB:CD:…", SHA-256, of the certificate: by that its clients know it.
};

/// Where one who listens there is reached: this computer's own addresses for "any", loopback last.
[[nodiscard]] QList<QHostAddress> addressesOf(const QHostAddress &listening);

/// By a given certificate. Errors: those of tlsConfiguration.
[[nodiscard]] Result<Tls> tlsFrom(const CertificateFiles &files);

/// By one of its own making, kept in the data folder; for those addresses, "localhost", and the names given. Errors: Io.
[[nodiscard]] Result<Tls> ownTls(const std::filesystem::path &dataFolder, const QHostAddress &listening,
                                 const QStringList &names);

} // namespace assay::server
