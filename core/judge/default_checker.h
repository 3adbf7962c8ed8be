// SPDX-License-Identifier: GPL-3.0-or-later
// The default output validator: compares what a program wrote with the answer, in a stream.
#pragma once

#include "base/result.h"
#include "core/model/problem.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <span>

namespace assay::core {

/// How output and answer first differ.
enum class Difference : std::uint8_t {
    None,
    Token,    ///< Another word, or no number where one was expected.
    Case,     ///< The same word but for upper and lower case.
    Number,   ///< A number out of tolerance.
    TooShort, ///< The output ends where the answer has another token.
    TooLong,  ///< The output goes on where the answer has ended.
    Space,    ///< Other white space, where that counts.
};

struct CheckResult {
    bool accepted = true;
    Difference difference = Difference::None;
    // Where the output first differs, each from 1; 0 when it does not.
    std::int64_t line = 0;
    std::int64_t column = 0; ///< In characters; a byte that is not UTF-8 counts as one.
    std::int64_t token = 0;  ///< Of the whole output; for Space the token before.
    std::int64_t answerLine = 0;
    /// The tokens, or the characters for Space, at most 64 bytes around the first difference; empty at an end.
    QByteArray expected;
    QByteArray actual;

    bool operator==(const CheckResult &) const = default;
};

/// Compares two regular files from their beginnings, wherever their offsets are, in about 130 KiB of memory.
/// Tokens of more than 64 KiB are compared as words, also where a tolerance is set. Errors: Io.
/// Source: problem package format, "Default output validator specification"; where that is silent, problemtools.
[[nodiscard]] Result<CheckResult> compareOutput(int outputFd, int answerFd, const CompareOptions &options);
[[nodiscard]] CheckResult compareOutput(std::span<const char> output, std::span<const char> answer,
                                        const CompareOptions &options);

/// "line 3, column 5 (token 7): expected "12", got "13"". Empty when accepted.
[[nodiscard]] QString reasonText(const CheckResult &result);

} // namespace assay::core
