// SPDX-License-Identifier: GPL-3.0-or-later
// Domain values as SQL parameters. An empty text or byte array is a value; only std::nullopt is NULL. What no database
// keeps in a text becomes a replacement character: a NUL, half a surrogate pair.
#pragma once

#include "base/units.h"
#include "core/json/text.h"

#include <QByteArray>
#include <QVariant>

#include <concepts>
#include <filesystem>

namespace assay::core {

inline QVariant sqlValue(const QString &text)
{
    if (text.contains(QChar(0)) || !text.isValidUtf16())
        return {QString::fromUtf8(text.toUtf8()).replace(QChar(0), QChar(QChar::ReplacementCharacter))};
    return text.isNull() ? QVariant(QStringLiteral("")) : QVariant(text);
}
inline QVariant sqlValue(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant(QByteArray("")) : QVariant(bytes);
}
inline QVariant sqlValue(std::signed_integral auto number)
{
    return {qlonglong{number}};
}
inline QVariant sqlValue(double number)
{
    return {number};
}
inline QVariant sqlValue(std::same_as<bool> auto value)
{
    return {value ? 1 : 0};
}
inline QVariant sqlValue(Timestamp time)
{
    return {qlonglong{time.time_since_epoch().count()}};
}
inline QVariant sqlValue(Milliseconds duration)
{
    return {qlonglong{duration.count()}};
}
inline QVariant sqlValue(Microseconds duration)
{
    return {qlonglong{duration.count()}};
}
inline QVariant sqlValue(Bytes size)
{
    return {qlonglong{size.count}};
}
inline QVariant sqlValue(const std::filesystem::path &path)
{
    return sqlValue(QString::fromStdString(path.native()));
}

template <typename Tag>
QVariant sqlValue(const StrongId<Tag> &id)
{
    return {textOf(id)};
}

template <typename T>
QVariant sqlValue(const std::optional<T> &value)
{
    return value ? sqlValue(*value) : QVariant();
}

} // namespace assay::core
