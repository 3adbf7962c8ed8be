// SPDX-License-Identifier: GPL-3.0-or-later
// Ids and enum values as QString, both directions.
#pragma once

#include "base/enum_table.h"
#include "base/strong_id.h"

#include <QString>

#include <optional>

namespace assay::core {

template <typename Tag>
[[nodiscard]] QString textOf(const StrongId<Tag> &id)
{
    return QString::fromLatin1(id.toText());
}

template <typename Enum, std::size_t Size>
[[nodiscard]] QString textOf(const EnumTable<Enum, Size> &table, Enum value)
{
    return QString::fromLatin1(table.text(value));
}

/// Errors: InvalidArgument.
template <typename Id>
[[nodiscard]] Result<Id> idFrom(const QString &text)
{
    return Id::fromText(text.toStdString());
}

template <typename Enum, std::size_t Size>
[[nodiscard]] std::optional<Enum> valueFrom(const EnumTable<Enum, Size> &table, const QString &text)
{
    return table.value(text.toStdString());
}

} // namespace assay::core
