// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as the default output validator reads them from a token.
#include "core/judge/float_token.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace assay::core {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::size_t countDigits(std::string_view text, bool hex)
{
    std::size_t count = 0;
    while (count < text.size() && (hex ? isHexDigit(text[count]) : isDigit(text[count])))
        ++count;
    return count;
}

/// The grammar of a number without sign and without "0x"; from_chars alone would take less care of its ends.
bool isNumber(std::string_view text, bool hex)
{
    const std::size_t whole = countDigits(text, hex);
    text.remove_prefix(whole);
    std::size_t fraction = 0;
    const bool dot = text.starts_with('.');
    if (dot) {
        text.remove_prefix(1);
        fraction = countDigits(text, hex);
        text.remove_prefix(fraction);
    }
    if (whole + fraction == 0)
        return hex && dot && text.empty(); // "0x." is 0 to scanf.
    if (text.empty())
        return true;
    const char mark = text.front();
    if (hex ? mark != 'p' && mark != 'P' : mark != 'e' && mark != 'E')
        return false;
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    return countDigits(text, false) == text.size();
}

/// Whether a decimal or hexadecimal number that a double cannot hold is too small (rather than too large) for it.
bool isTiny(std::string_view text, bool hex)
{
    const auto mark = text.find_first_of(hex ? std::string_view{"pP"} : std::string_view{"eE"});
    const std::string_view significand = text.substr(0, mark);
    bool negativeExponent = false;
    std::int64_t exponent = 0;
    if (mark != std::string_view::npos) {
        std::string_view digits = text.substr(mark + 1);
        negativeExponent = digits.starts_with('-');
        if (digits.starts_with('-') || digits.starts_with('+'))
            digits.remove_prefix(1);
        constexpr std::int64_t enough = 1'000'000'000'000; // Far beyond any significand's length.
        for (const char digit : digits)
            exponent = exponent < enough ? exponent * 10 + (digit - '0') : exponent;
    }
    const auto dot = std::min(significand.find('.'), significand.size());
    const auto first = significand.find_first_not_of("0.");
    if (first == std::string_view::npos)
        return true;
    // Where the first digit that is not 0 stands, seen from the point.
    const auto magnitude = static_cast<std::int64_t>(dot) - static_cast<std::int64_t>(first);
    return (negativeExponent ? -exponent : exponent) + magnitude * (hex ? 4 : 1) < 0;
}

} // namespace

std::optional<double> parseFloatToken(std::string_view token)
{
    const bool negative = token.starts_with('-');
    if (negative || token.starts_with('+'))
        token.remove_prefix(1);
    const bool hex = token.starts_with("0x") || token.starts_with("0X");
    if (hex)
        token.remove_prefix(2);
    if (!isNumber(token, hex))
        return std::nullopt;
    double value = 0;
    const auto format = hex ? std::chars_format::hex : std::chars_format::general;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), value, format);
    if (error == std::errc::result_out_of_range) {
        if (!isTiny(token, hex))
            return std::nullopt;
        value = 0;
    }
    if (std::isinf(value))
        return std::nullopt;
    return negative ? -value : value;
}

} // namespace assay::core
