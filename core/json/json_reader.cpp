// SPDX-License-Identifier: GPL-3.0-or-later
// JsonReader: the fields of a JSON object by key, keeping the first error with its path.
#include "core/json/json_reader.h"

#include <cmath>
#include <limits>

namespace assay::core {

namespace {

/// 2^53: above it, a JSON number that went through a double is no longer exact.
constexpr double kExactDouble = 9007199254740992.0;

} // namespace

JsonReader::JsonReader(QJsonObject object, QString path)
    : m_object(std::move(object))
    , m_path(std::move(path))
{
}

QString JsonReader::text(Key key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isString())
        refuse(key, value.isUndefined() ? "missing" : "not a string");
    return value.toString();
}

bool JsonReader::boolean(Key key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isBool())
        refuse(key, value.isUndefined() ? "missing" : "not true or false");
    return value.toBool();
}

double JsonReader::number(Key key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isDouble())
        refuse(key, value.isUndefined() ? "missing" : "not a number");
    return value.toDouble();
}

std::int64_t JsonReader::integer(Key key)
{
    const double rounded = number(key);
    if (m_error)
        return 0;
    const std::int64_t exact = m_object.value(key).toInteger();
    // toInteger gives 0 for what is no whole number.
    if (rounded != std::trunc(rounded) || (exact == 0 && rounded != 0) ||
        (std::abs(rounded) < kExactDouble && static_cast<double>(exact) != rounded))
        refuse(key, "not a whole number");
    return exact;
}

int JsonReader::smallInteger(Key key)
{
    const std::int64_t value = integer(key);
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
        refuse(key, "out of range");
        return 0;
    }
    return static_cast<int>(value);
}

Timestamp JsonReader::time(Key key)
{
    const QString written = text(key);
    return m_error ? Timestamp{} : take(key, timeFromText(written));
}

QByteArray JsonReader::bytes(Key key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined()) {
        refuse(key, "missing");
        return {};
    }
    return take(key, bytesFromJson(value));
}

QStringList JsonReader::texts(Key key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isArray())
        refuse(key, value.isUndefined() ? "missing" : "not a list");
    QStringList texts;
    for (const QJsonValue &one : value.toArray()) {
        if (!one.isString())
            refuse(key, "not a list of strings");
        texts.append(one.toString());
    }
    return texts;
}

QString JsonReader::pathOf(Key key) const
{
    return m_path.isEmpty() ? QString(key) : m_path + QLatin1Char('.') + key;
}

void JsonReader::refuse(Key key, const char *why)
{
    if (!m_error)
        m_error = Error{.code = Errc::InvalidData, .detail = pathOf(key).toStdString() + ": " + why};
}

} // namespace assay::core
