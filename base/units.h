// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes and its literals: no bare number has a unit.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace assay {

/// A size in bytes. 0 is a size of nothing, not "no limit".
struct Bytes {
    std::int64_t count = 0;

    auto operator<=>(const Bytes &) const = default;
    constexpr Bytes operator+(Bytes other) const { return Bytes{count + other.count}; }
    constexpr Bytes operator-(Bytes other) const { return Bytes{count - other.count}; }
    constexpr Bytes operator*(std::int64_t factor) const { return Bytes{count * factor}; }
    /// Rounded up, so that a small size is never shown as 0.
    [[nodiscard]] constexpr std::int64_t toKiB() const { return (count + 1023) / 1024; }
    [[nodiscard]] constexpr double toMiB() const { return static_cast<double>(count) / (1024.0 * 1024.0); }
};

inline namespace literals {
constexpr Bytes operator""_B(unsigned long long n)
{
    return Bytes{static_cast<std::int64_t>(n)};
}
constexpr Bytes operator""_KiB(unsigned long long n)
{
    return Bytes{static_cast<std::int64_t>(n) * 1024};
}
constexpr Bytes operator""_MiB(unsigned long long n)
{
    return Bytes{static_cast<std::int64_t>(n) * 1024 * 1024};
}
constexpr Bytes operator""_GiB(unsigned long long n)
{
    return Bytes{static_cast<std::int64_t>(n) * 1024 * 1024 * 1024};
}
} // namespace literals

/// A point on the wall clock, UTC, as it is stored and sent.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
using Microseconds = std::chrono::microseconds;
using Milliseconds = std::chrono::milliseconds;

} // namespace assay
