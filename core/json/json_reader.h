// SPDX-License-Identifier: GPL-3.0-or-later
// JsonReader: the fields of a JSON object by key, keeping the first error with its path.
#pragma once

#include "core/json/json_values.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <optional>

namespace assay::core {

/// Unknown keys are ignored, a missing or wrong one is an error such as "cases[3].cpu_us: missing". After an error
/// the getters give empty values; `finish` tells.
class JsonReader
{
public:
    using Key = QLatin1StringView;

    /// `path` is where the object stands in the whole document; empty at the top.
    explicit JsonReader(QJsonObject object, QString path = {});

    [[nodiscard]] QString text(Key key);
    [[nodiscard]] bool boolean(Key key);
    [[nodiscard]] double number(Key key);
    [[nodiscard]] std::int64_t integer(Key key);
    [[nodiscard]] int smallInteger(Key key);
    [[nodiscard]] Timestamp time(Key key);
    [[nodiscard]] QByteArray bytes(Key key);
    [[nodiscard]] QStringList texts(Key key); ///< A list of strings.

    template <typename Id>
    [[nodiscard]] Id id(Key key)
    {
        const QString written = text(key);
        return m_error ? Id{} : take(key, idFrom<Id>(written));
    }

    template <typename Enum, std::size_t Size>
    [[nodiscard]] Enum enumValue(Key key, const EnumTable<Enum, Size> &table)
    {
        const QString written = text(key);
        const auto value = valueFrom(table, written);
        if (!value)
            refuse(key, "not a known value");
        return value.value_or(Enum{});
    }

    /// Whether the key is there: for what came into the format later than the object may be old.
    [[nodiscard]] bool has(Key key) const { return m_object.contains(key); }

    /// Nothing when the key's value is null, else what `read` gives for the key. The key must be there.
    template <typename Read>
    [[nodiscard]] auto optional(Key key, Read &&read) -> std::optional<decltype(read(key))>
    {
        if (m_object.value(key).isNull())
            return std::nullopt;
        return read(key);
    }

    template <typename T>
    [[nodiscard]] T object(Key key, Result<T> (*parse)(const QJsonObject &, const QString &))
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isObject()) {
            refuse(key, value.isUndefined() ? "missing" : "not an object");
            return T{};
        }
        return takeNested(parse(value.toObject(), pathOf(key)));
    }

    template <typename T>
    [[nodiscard]] QList<T> list(Key key, Result<T> (*parse)(const QJsonObject &, const QString &))
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isArray()) {
            refuse(key, value.isUndefined() ? "missing" : "not a list");
            return {};
        }
        QList<T> items;
        const QJsonArray array = value.toArray();
        items.reserve(array.size());
        for (qsizetype i = 0; i < array.size() && !m_error; ++i)
            items.append(takeNested(parse(array.at(i).toObject(), pathOf(key) + QStringLiteral("[%1]").arg(i))));
        return items;
    }

    /// `value` when every field was there, else the first error. Errors: InvalidData.
    template <typename T>
    [[nodiscard]] Result<T> finish(T value) const
    {
        if (m_error)
            return std::unexpected(*m_error);
        return value;
    }

private:
    [[nodiscard]] QString pathOf(Key key) const;
    void refuse(Key key, const char *why);

    template <typename T>
    [[nodiscard]] T take(Key key, Result<T> result)
    {
        if (result)
            return *std::move(result);
        refuse(key, result.error().detail.c_str());
        return T{};
    }

    template <typename T>
    [[nodiscard]] T takeNested(Result<T> result)
    {
        if (result)
            return *std::move(result);
        if (!m_error)
            m_error = std::move(result).error();
        return T{};
    }

    QJsonObject m_object;
    QString m_path;
    std::optional<Error> m_error;
};

} // namespace assay::core
