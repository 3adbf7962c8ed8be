// SPDX-License-Identifier: GPL-3.0-or-later
// Values that JSON has no type for: points in time, ids, and bytes that may not be text.
#pragma once

#include "base/units.h"
#include "core/json/text.h"

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace assay::core {

/// ISO 8601, UTC, milliseconds: "2026-11-21T23:49:34.120Z".
[[nodiscard]] QString timeToText(Timestamp time);
/// Null for nothing.
[[nodiscard]] inline QJsonValue timeToJson(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(timeToText(*time)) : QJsonValue();
}
/// Any ISO 8601 time that names its offset. Errors: InvalidData.
[[nodiscard]] Result<Timestamp> timeFromText(const QString &text);

/// A string when the bytes are UTF-8 that survives the way there and back, else {"base64": "…"}.
[[nodiscard]] QJsonValue bytesToJson(const QByteArray &bytes);
/// Errors: InvalidData.
[[nodiscard]] Result<QByteArray> bytesFromJson(const QJsonValue &value);

/// The id as text, null for none.
template <typename Tag>
[[nodiscard]] QJsonValue idToJson(const StrongId<Tag> &id)
{
    return id.isNull() ? QJsonValue() : QJsonValue(textOf(id));
}

} // namespace assay::core
