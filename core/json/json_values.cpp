// SPDX-License-Identifier: GPL-3.0-or-later
// Values that JSON has no type for: points in time, ids, and bytes that may not be text.
#include "core/json/json_values.h"

#include <QDateTime>
#include <QJsonObject>

#include <format>

using namespace Qt::StringLiterals;

namespace assay::core {

QString timeToText(Timestamp time)
{
    return QString::fromStdString(std::format("{:%FT%T}Z", time));
}

Result<Timestamp> timeFromText(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return fail(Errc::InvalidData, "not a time of ISO 8601 with its offset");
    return Timestamp{Milliseconds{time.toMSecsSinceEpoch()}};
}

QJsonValue bytesToJson(const QByteArray &bytes)
{
    // Qt drops a byte order mark and replaces what is not UTF-8, so the way back is what decides.
    QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        return QJsonValue(std::move(text));
    return QJsonObject{{"base64"_L1, QString::fromLatin1(bytes.toBase64())}};
}

Result<QByteArray> bytesFromJson(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    const QJsonValue encoded = value.toObject().value("base64"_L1);
    if (!encoded.isString())
        return fail(Errc::InvalidData, "neither a string nor {\"base64\": …}");
    auto decoded =
        QByteArray::fromBase64Encoding(encoded.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return fail(Errc::InvalidData, "not base64");
    return std::move(decoded.decoded);
}

} // namespace assay::core
