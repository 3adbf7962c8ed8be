// SPDX-License-Identifier: GPL-3.0-or-later
// Times as the kernel gives them, in microseconds.
#pragma once

#include <cstdint>

#include <sys/time.h>
#include <time.h>

namespace assay::sandbox::helper {

inline std::uint64_t monotonicMicroseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
}

inline std::uint64_t microseconds(const timeval &time)
{
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(time.tv_usec);
}

} // namespace assay::sandbox::helper
