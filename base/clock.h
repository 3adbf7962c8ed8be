// SPDX-License-Identifier: GPL-3.0-or-later
// Clock: the time, behind an interface so that tests can set it.
#pragma once

#include "base/units.h"

namespace assay {

class Clock
{
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    /// UTC, may jump when the machine's clock is set.
    [[nodiscard]] virtual Timestamp now() const = 0;
    /// Never goes back; counts from an arbitrary start.
    [[nodiscard]] virtual Microseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override
    {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] Microseconds monotonic() const override
    {
        return std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now().time_since_epoch());
    }
};

} // namespace assay
