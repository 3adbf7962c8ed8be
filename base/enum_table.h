// SPDX-License-Identifier: GPL-3.0-or-later
// EnumTable: the text of an enum's values, both directions, complete by static_assert.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace assay {

/// Text of every value of an enum that counts up from 0. Build it as a constexpr and
/// `static_assert(table.isComplete())`, which fails when a value is missing, doubled or out of order.
template <typename Enum, std::size_t Size>
class EnumTable
{
public:
    using Row = std::pair<Enum, std::string_view>;

    constexpr explicit EnumTable(std::array<Row, Size> rows)
        : m_rows(rows)
    {
    }

    /// `last` is the enum's last value, so that a value added behind it breaks the build here.
    [[nodiscard]] constexpr bool isComplete(Enum last) const
    {
        if (static_cast<std::size_t>(last) + 1 != Size)
            return false;
        for (std::size_t i = 0; i < Size; ++i) {
            if (static_cast<std::size_t>(m_rows[i].first) != i || m_rows[i].second.empty())
                return false;
            for (std::size_t j = 0; j < i; ++j) {
                if (m_rows[i].second == m_rows[j].second)
                    return false;
            }
        }
        return true;
    }

    [[nodiscard]] constexpr std::string_view text(Enum value) const
    {
        return m_rows[static_cast<std::size_t>(value)].second;
    }

    [[nodiscard]] constexpr std::optional<Enum> value(std::string_view text) const
    {
        for (const auto &row : m_rows) {
            if (row.second == text)
                return row.first;
        }
        return std::nullopt;
    }

    [[nodiscard]] constexpr const std::array<Row, Size> &rows() const { return m_rows; }

private:
    std::array<Row, Size> m_rows;
};

template <typename Enum, std::size_t Size>
constexpr EnumTable<Enum, Size> makeEnumTable(const std::pair<Enum, std::string_view> (&rows)[Size])
{
    std::array<std::pair<Enum, std::string_view>, Size> copy{};
    for (std::size_t i = 0; i < Size; ++i)
        copy[i] = rows[i];
    return EnumTable<Enum, Size>{copy};
}

} // namespace assay
