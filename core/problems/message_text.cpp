// SPDX-License-Identifier: GPL-3.0-or-later
// How text that others wrote is shown inside a message of one line.
#include "core/problems/message_text.h"

#include <cstddef>

namespace assay::core {

namespace {

constexpr std::size_t kLongestExcerpt = 64;

bool isContinuation(unsigned char byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto first = static_cast<unsigned char>(text[at]);
    std::size_t length = 0;
    if (first < 0x80U)
        length = 1;
    else if (first >= 0xC2U && first < 0xE0U)
        length = 2;
    else if (first >= 0xE0U && first < 0xF0U)
        length = 3;
    else if (first >= 0xF0U && first < 0xF5U)
        length = 4;
    if (length == 0 || at + length > text.size())
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if (!isContinuation(static_cast<unsigned char>(text[at + i])))
            return 0;
    }
    return length;
}

void appendEscaped(std::string &to, unsigned char byte)
{
    constexpr std::string_view digits = "0123456789abcdef";
    to += "\\x";
    to += digits[byte >> 4U];
    to += digits[byte & 0x0FU];
}

} // namespace

std::string inQuotes(std::string_view text)
{
    std::string shown = "\"";
    std::size_t at = 0;
    while (at < text.size() && at < kLongestExcerpt) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = sequenceLength(text, at);
        // 0xC2 0x80..0x9F are the C1 control characters.
        const bool control = byte < 0x20U || byte == 0x7FU ||
                             (length == 2 && byte == 0xC2U && static_cast<unsigned char>(text[at + 1]) < 0xA0U);
        if (length == 0 || control) {
            appendEscaped(shown, byte);
            ++at;
            continue;
        }
        shown += text.substr(at, length);
        at += length;
    }
    shown += at < text.size() ? "…\"" : "\"";
    return shown;
}

bool isUtf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::unexpected<Error> invalidPackage(std::string_view place, std::string_view message)
{
    std::string detail{place};
    detail += ": ";
    detail += message;
    return fail(Errc::InvalidPackage, std::move(detail));
}

} // namespace assay::core
