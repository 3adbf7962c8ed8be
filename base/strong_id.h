// SPDX-License-Identifier: GPL-3.0-or-later
// StrongId: ids that are distinct types, time-ordered (UUIDv7) and prefixed when written.
#pragma once

#include "base/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace assay {

/// 128 bits: 48 of Unix milliseconds, the rest random (RFC 9562, version 7). All zero means "none".
using Uuid = std::array<std::uint8_t, 16>;

/// A new UUIDv7. Ids made by one process rise strictly, also within a millisecond.
[[nodiscard]] Uuid makeUuidV7();

/// "<prefix>_<32 hexadecimal digits>".
[[nodiscard]] std::string uuidToText(std::string_view prefix, const Uuid &uuid);

/// Reads what uuidToText wrote. Errors: InvalidArgument for another prefix or form.
[[nodiscard]] Result<Uuid> uuidFromText(std::string_view prefix, std::string_view text);

/// An id of one kind of thing; `Tag::prefix` is its written prefix. Ids of two kinds do not compare.
template <typename Tag>
class StrongId
{
public:
    StrongId() = default;
    [[nodiscard]] static StrongId make() { return StrongId{makeUuidV7()}; }
    [[nodiscard]] static Result<StrongId> fromText(std::string_view text)
    {
        return uuidFromText(Tag::prefix, text).transform([](const Uuid &uuid) { return StrongId{uuid}; });
    }
    [[nodiscard]] std::string toText() const { return uuidToText(Tag::prefix, m_uuid); }
    [[nodiscard]] bool isNull() const { return m_uuid == Uuid{}; }
    [[nodiscard]] const Uuid &uuid() const { return m_uuid; }

    auto operator<=>(const StrongId &) const = default;

private:
    explicit StrongId(const Uuid &uuid)
        : m_uuid(uuid)
    {
    }

    Uuid m_uuid{};
};

} // namespace assay

template <typename Tag>
struct std::hash<assay::StrongId<Tag>> {
    std::size_t operator()(const assay::StrongId<Tag> &id) const noexcept
    {
        std::size_t value = 1469598103934665603ULL; // FNV-1a
        for (const auto byte : id.uuid())
            value = (value ^ byte) * 1099511628211ULL;
        return value;
    }
};
