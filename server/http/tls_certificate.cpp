// SPDX-License-Identifier: GPL-3.0-or-later
// What a server shows who it is by: a certificate that was given, or one of its own making.
#include "server/http/tls_certificate.h"

#include <QDateTime>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>

#include <memory>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace assay::server {

namespace {

constexpr int kGoodForDays = 397;
constexpr int kRenewedBeforeDays = 30;

template <auto Free>
struct Freed {
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

Result<QByteArray> contentOf(const std::filesystem::path &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Io, path.native() + ": " + file.errorString().toStdString());
    return file.readAll();
}

Result<void> writePrivately(const std::filesystem::path &path, const QByteArray &content)
{
    QSaveFile file(QString::fromStdString(path.native()));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(content) != content.size() || !file.commit())
        return fail(Errc::Io, path.native() + ": " + file.errorString().toStdString());
    return {};
}

Bio readerOf(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

/// No key with a password: nobody is there to type it.
Key keyIn(const QByteArray &pem)
{
    const auto noPassword = [](char *, int, int, void *) { return -1; };
    return Key(PEM_read_bio_PrivateKey(readerOf(pem).get(), nullptr, noPassword, nullptr));
}

Certificate certificateIn(const QByteArray &pem)
{
    return Certificate(PEM_read_bio_X509(readerOf(pem).get(), nullptr, nullptr, nullptr));
}

template <typename Write>
QByteArray pemOf(Write write)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || write(bio.get()) != 1)
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

/// "DNS:localhost,IP:127.0.0.1"
QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList parts;
    for (const QString &name : names)
        parts.append((QHostAddress(name).isNull() ? "DNS:" : "IP:") + name.toLatin1());
    return parts.join(',');
}

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Null when the library refuses something.
Certificate makeCertificate(EVP_PKEY *key, const QStringList &names)
{
    Certificate made(X509_new());
    std::uint64_t serial = 0;
    X509_NAME *name = X509_get_subject_name(made.get());
    const auto *commonName = reinterpret_cast<const unsigned char *>("Assay");
    const bool isFine = RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) == 1 &&
                        X509_set_version(made.get(), X509_VERSION_3) == 1 &&
                        ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), serial >> 1U) == 1 &&
                        X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600) != nullptr &&
                        X509_gmtime_adj(X509_getm_notAfter(made.get()), kGoodForDays * 86'400L) != nullptr &&
                        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, commonName, -1, -1, 0) == 1 &&
                        X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key) == 1 &&
                        addExtension(made.get(), NID_basic_constraints, "critical,CA:FALSE") &&
                        addExtension(made.get(), NID_key_usage, "critical,digitalSignature") &&
                        addExtension(made.get(), NID_ext_key_usage, "serverAuth") &&
                        addExtension(made.get(), NID_subject_alt_name, alternativeNames(names)) &&
                        X509_sign(made.get(), key, EVP_sha256()) > 0;
    return isFine ? std::move(made) : nullptr;
}

bool isStillGood(const CertificateFiles &files, const QStringList &names)
{
    if (!tlsConfiguration(files))
        return false;
    const auto certificates = QSslCertificate::fromPath(QString::fromStdString(files.certificate.native()));
    if (certificates.isEmpty())
        return false;
    QStringList known;
    for (const QString &name : certificates.first().subjectAlternativeNames())
        known.append(name);
    const bool hasAll = std::ranges::all_of(names, [&known](const QString &name) {
        return std::ranges::any_of(known, [&name](const QString &other) {
            const QHostAddress address(name);
            return address.isNull() ? name.compare(other, Qt::CaseInsensitive) == 0 : address == QHostAddress(other);
        });
    });
    return hasAll && certificates.first().expiryDate() > QDateTime::currentDateTimeUtc().addDays(kRenewedBeforeDays);
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const CertificateFiles &files)
{
    const QByteArray certificatePem = TRY(contentOf(files.certificate));
    const QByteArray keyPem = TRY(contentOf(files.key));
    const Certificate certificate = certificateIn(certificatePem);
    if (!certificate)
        return fail(Errc::InvalidData, files.certificate.native() + ": no certificate in PEM");
    const Key key = keyIn(keyPem);
    if (!key)
        return fail(Errc::InvalidData, files.key.native() + ": no key in PEM that needs no password");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return fail(Errc::InvalidData, files.key.native() + ": the key is of another certificate");
    const int type = EVP_PKEY_get_base_id(key.get());
    if (type != EVP_PKEY_RSA && type != EVP_PKEY_EC)
        return fail(Errc::InvalidData, files.key.native() + ": the key is neither of RSA nor of an elliptic curve");
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(certificatePem, QSsl::Pem));
    configuration.setPrivateKey(QSslKey(keyPem, type == EVP_PKEY_RSA ? QSsl::Rsa : QSsl::Ec));
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients say who they are in other ways
    configuration.setAllowedNextProtocols({QByteArray("http/1.1")});
    return configuration;
}

Result<CertificateFiles> ownCertificate(const std::filesystem::path &folder, const QStringList &names)
{
    const CertificateFiles files{.certificate = folder / "certificate.pem", .key = folder / "key.pem"};
    if (isStillGood(files, names))
        return files;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return fail(Errc::Io, folder.native() + ": " + error.message());
    const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    const Certificate certificate = key ? makeCertificate(key.get(), names) : nullptr;
    if (!certificate)
        return fail(Errc::Io, "no certificate could be made for " + names.join(QStringLiteral(", ")).toStdString());
    TRY(writePrivately(files.key, pemOf([&key](BIO *to) {
                           return PEM_write_bio_PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
                       })));
    TRY(writePrivately(files.certificate,
                       pemOf([&certificate](BIO *to) { return PEM_write_bio_X509(to, certificate.get()); })));
    return files;
}

Result<QString> fingerprintOf(const std::filesystem::path &path)
{
    const auto certificates = QSslCertificate::fromData(TRY(contentOf(path)), QSsl::Pem);
    if (certificates.isEmpty())
        return fail(Errc::InvalidData, path.native() + ": no certificate in PEM");
    return QString::fromLatin1(certificates.first().digest(QCryptographicHash::Sha256).toHex(':').toUpper());
}

} // namespace assay::server
