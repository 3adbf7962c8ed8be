// SPDX-License-Identifier: GPL-3.0-or-later
// What a server shows who it is by: a certificate that was given, or one of its own making.
#pragma once

#include "base/result.h"

#include <QSslConfiguration>
#include <QStringList>

#include <filesystem>

namespace assay::server {

/// PEM: a certificate with what links it to a known authority, and its key.
struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// For TLS 1.2 and later. Errors: Io; InvalidData for what is no certificate or no key, or is not of each other.
[[nodiscard]] Result<QSslConfiguration> tlsConfiguration(const CertificateFiles &files);

/// That in the folder; a new one where there is none, or where it ends within a month, or does not have these names and
/// addresses. Signed by itself (P-256): who comes compares its fingerprint. The key is readable by its owner alone. Errors: Io.
[[nodiscard]] Result<CertificateFiles> ownCertificate(const std::filesystem::path &folder, const QStringList &names);

/// Of the first certificate in the file: "AB:CD:…", SHA-256. Errors: Io, InvalidData.
[[nodiscard]] Result<QString> fingerprintOf(const std::filesystem::path &certificate);

} // namespace assay::server
