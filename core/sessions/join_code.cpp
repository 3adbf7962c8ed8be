// SPDX-License-Identifier: GPL-3.0-or-later
// Codes by which people come into a session, once each.
#include "core/sessions/join_code.h"

#include <QCryptographicHash>

#include <sodium.h>

namespace assay::core {

namespace {

constexpr QLatin1StringView kAlphabet("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
constexpr int kLength = 8;

} // namespace

QString makeJoinCode()
{
    QString code;
    for (int i = 0; i < kLength; ++i) {
        if (i == kLength / 2)
            code += QLatin1Char('-');
        code += kAlphabet.at(randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size())));
    }
    return code;
}

QString normalizedJoinCode(const QString &typed)
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
    return code.size() == kLength ? code : QString();
}

QString joinCodeHash(const QString &normalized)
{
    return QString::fromLatin1(
        QCryptographicHash::hash("assay join code:" + normalized.toUtf8(), QCryptographicHash::Sha256).toHex());
}

} // namespace assay::core
