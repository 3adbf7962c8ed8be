// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets that people and programs are given, and what is kept of them.
#include "core/secrets/secrets.h"

#include <QCryptographicHash>

#include <array>

#include <sodium.h>

namespace assay::core {

namespace {

constexpr QLatin1StringView kAlphabet("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
constexpr int kPasswordGroups = 4;
constexpr int kPasswordGroup = 5;
constexpr int kTokenBytes = 32;

} // namespace

QString randomCode(int groups, int length)
{
    QString code;
    for (int i = 0; i < groups * length; ++i) {
        if (i > 0 && i % length == 0)
            code += QLatin1Char('-');
        code += kAlphabet.at(randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size())));
    }
    return code;
}

QString normalizedCode(const QString &typed, int length)
{
    QString code;
    for (QChar letter : typed.toUpper()) {
        if (letter.isSpace() || letter.category() == QChar::Punctuation_Dash)
            continue;
        if (letter == QLatin1Char('O'))
            letter = QLatin1Char('0');
        if (letter == QLatin1Char('I') || letter == QLatin1Char('L'))
            letter = QLatin1Char('1');
        if (!kAlphabet.contains(letter))
            return {};
        code += letter;
    }
    return code.size() == length ? code : QString();
}

QString makePassword()
{
    return randomCode(kPasswordGroups, kPasswordGroup);
}

Result<QString> passwordHash(const QString &password)
{
    const QByteArray plain = normalizedCode(password, kPasswordGroups * kPasswordGroup).toUtf8();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), plain.constData(), static_cast<unsigned long long>(plain.size()),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return fail(Errc::Internal, "there is not enough memory to hash a password");
    return QString::fromLatin1(hash.data());
}

bool isPassword(const QString &typed, const QString &hash)
{
    const QByteArray plain = normalizedCode(typed, kPasswordGroups * kPasswordGroup).toUtf8();
    const QByteArray known = hash.toLatin1();
    return crypto_pwhash_str_verify(known.constData(), plain.constData(),
                                    static_cast<unsigned long long>(plain.size())) == 0 &&
           !plain.isEmpty();
}

QString makeTokenSecret()
{
    QByteArray bytes(kTokenBytes, Qt::Uninitialized);
    randombytes_buf(bytes.data(), kTokenBytes);
    return QStringLiteral("assay_") +
           QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QString secretHash(const char *what, const QString &secret)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(what + (':' + secret.toUtf8()), QCryptographicHash::Sha256).toHex());
}

} // namespace assay::core
