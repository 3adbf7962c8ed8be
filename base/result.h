// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value or an Error, for whatever can fail outside our control.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace assay {

/// What kind of thing failed. Words for people are chosen from this in one place per front end.
enum class Errc : std::uint8_t {
    Io,              ///< A file, pipe or device: see Error::sysErrno.
    NotFound,        ///< The named thing does not exist.
    InvalidArgument, ///< The caller's input is wrong (a value, a name, a command line).
    InvalidPackage,  ///< A problem package that cannot be honoured.
    InvalidData,     ///< Stored or received data that does not parse.
    Unsupported,     ///< Valid, but not available here (a language, a feature, a kernel).
    Permission,      ///< The system or the rules forbid it.
    TooLarge,        ///< Over a stated limit.
    QueueFull,       ///< Back-pressure: try again later.
    RateLimited,     ///< The caller asks too often: try again later.
    Cancelled,       ///< Somebody asked for it to stop.
    Timeout,         ///< A deadline of ours passed.
    Sandbox,         ///< The sandbox could not be set up or broke.
    TierTooLow,      ///< The sandbox holds less than what is required here.
    Store,           ///< The database refused.
    Internal,        ///< A broken invariant of ours.
};

/// Why an operation failed. `detail` is for logs and for developers, never shown unedited as the only text.
struct [[nodiscard]] Error {
    Errc code = Errc::Internal;
    std::string detail;
    int sysErrno = 0; ///< errno at the failure, 0 when there was none.

    bool operator==(const Error &) const = default;

    /// "detail: Permission denied", or just the detail.
    [[nodiscard]] std::string describe() const;
};

template <typename T>
using Result = std::expected<T, Error>;

/// An Error ready to be returned from a function that gives a Result. Reads errno when asked to.
[[nodiscard]] std::unexpected<Error> fail(Errc code, std::string detail, int sysErrno = 0);

} // namespace assay

/// Evaluates to the value of a Result, or returns its error from the enclosing function. May be nested.
#define TRY(...) ASSAY_TRY_UNDER_NAME(ASSAY_TRY_JOIN(assayTryResult, __COUNTER__), __VA_ARGS__)
#define ASSAY_TRY_JOIN(a, b) ASSAY_TRY_JOIN_NOW(a, b)
#define ASSAY_TRY_JOIN_NOW(a, b) a##b
#define ASSAY_TRY_UNDER_NAME(name, ...)                                                                                \
    __extension__({                                                                                                    \
        auto &&name = (__VA_ARGS__);                                                                                   \
        if (!name) [[unlikely]]                                                                                        \
            return ::std::unexpected(::std::move(name).error());                                                       \
        *::std::move(name);                                                                                            \
    })
