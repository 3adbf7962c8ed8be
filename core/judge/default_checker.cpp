// SPDX-License-Identifier: GPL-3.0-or-later
// The default output validator: compares what a program wrote with the answer, in a stream.
#include "core/judge/default_checker.h"

#include "core/judge/byte_source.h"
#include "core/judge/float_token.h"
#include "core/problems/message_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

constexpr std::size_t kExcerpt = 64;
constexpr std::size_t kBeforeDifference = 16;

constexpr bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// How many bytes at the start are the same.
std::size_t commonPrefix(std::string_view a, std::string_view b)
{
    // memcmp is several times faster than a loop, but does not say where the difference is.
    constexpr std::size_t block = 1024;
    const std::size_t length = std::min(a.size(), b.size());
    std::size_t at = 0;
    while (at + block <= length && std::memcmp(a.data() + at, b.data() + at, block) == 0)
        at += block;
    while (at < length && a[at] == b[at])
        ++at;
    return at;
}

/// How many bytes at the start are the same and no white space, in whole blocks: fast, but maybe fewer than there are.
std::size_t commonTokenBlocks(std::string_view a, std::string_view b)
{
    constexpr std::size_t block = 1024;
    std::size_t at = 0;
    while (at + block <= std::min(a.size(), b.size()) && std::memcmp(a.data() + at, b.data() + at, block) == 0) {
        unsigned spaces = 0; // No early end, so that the compiler can look at many bytes at once.
        for (std::size_t i = 0; i < block; ++i)
            spaces |= isSpace(a[at + i]) ? 1U : 0U;
        if (spaces != 0)
            break;
        at += block;
    }
    return at;
}

/// The length up to and including the last white space; 0 when there is none.
std::size_t throughLastSpace(std::string_view text)
{
    std::size_t length = text.size();
    while (length > 0 && !isSpace(text[length - 1]))
        --length;
    return length;
}

std::size_t tokenLength(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::find_if(text, isSpace) - text.begin());
}

bool sameFolded(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, folded, folded);
}

/// The token, or the part of a long one around the place where it first differs from `other`.
QByteArray excerpt(std::string_view token, std::string_view other)
{
    const std::size_t common = commonPrefix(token, other);
    const std::size_t from = common + kBeforeDifference <= kExcerpt ? 0 : common - kBeforeDifference;
    const std::string_view shown = token.substr(std::min(from, token.size())).substr(0, kExcerpt);
    return {shown.data(), static_cast<qsizetype>(shown.size())};
}

class Comparison
{
public:
    Comparison(ByteSource &output, ByteSource &answer, const CompareOptions &options)
        : m_output(output)
        , m_answer(answer)
        , m_options(options)
        , m_numbers(options.floatAbsoluteTolerance || options.floatRelativeTolerance)
    {
    }

    CheckResult run()
    {
        do {
            skipEqual();
        } while (compareSpace() && compareToken());
        if (!m_result.accepted)
            locate();
        return m_result;
    }

private:
    /// Passes what is the same byte by byte, up to the last white space in it: what follows may be part of a token
    /// that only differs further on.
    void skipEqual()
    {
        while (true) {
            m_output.fillWhenLow();
            m_answer.fillWhenLow();
            const std::string_view output = m_output.available();
            const std::string_view answer = m_answer.available();
            const std::size_t same = commonPrefix(output, answer);
            const std::size_t whole = throughLastSpace(output.substr(0, same));
            m_output.skip(whole);
            m_answer.skip(whole);
            if (whole == 0 || same < std::min(output.size(), answer.size()))
                return;
        }
    }

    bool compareSpace() { return m_options.spaceChangeSensitive ? compareExactSpace() : passSpace(); }

    bool passSpace()
    {
        for (ByteSource *source : {&m_output, &m_answer}) {
            while (!source->atEnd()) {
                const std::string_view text = source->available();
                const auto token = std::ranges::find_if_not(text, isSpace) - text.begin();
                source->skip(static_cast<std::size_t>(token));
                if (static_cast<std::size_t>(token) < text.size())
                    break;
            }
        }
        return true;
    }

    bool compareExactSpace()
    {
        while (true) {
            const int output = m_output.peek();
            const int answer = m_answer.peek();
            const bool anySpace = (output >= 0 && isSpace(static_cast<char>(output))) ||
                                  (answer >= 0 && isSpace(static_cast<char>(answer)));
            if (!anySpace)
                return true;
            if (output != answer) {
                m_outputAt = m_output.offset();
                m_answerAt = m_answer.offset();
                const auto shown = [](int c) { return c < 0 ? QByteArray{} : QByteArray(1, static_cast<char>(c)); };
                return differ(Difference::Space, shown(answer), shown(output));
            }
            m_output.skip(1);
            m_answer.skip(1);
        }
    }

    /// Both stand at a token or at their end. False when the comparison is over.
    bool compareToken()
    {
        m_outputAt = m_output.offset();
        m_answerAt = m_answer.offset();
        const bool outputEnded = m_output.atEnd();
        const bool answerEnded = m_answer.atEnd();
        if (outputEnded && answerEnded)
            return false;
        const bool wholeOutput = holdToken(m_output);
        const bool wholeAnswer = holdToken(m_answer);
        const std::string_view output = token(m_output);
        const std::string_view answer = token(m_answer);
        if (outputEnded)
            return differ(Difference::TooShort, excerpt(answer, answer.substr(0, 0)), {});
        if (answerEnded)
            return differ(Difference::TooLong, {}, excerpt(output, output.substr(0, 0)));
        if (!wholeOutput || !wholeAnswer)
            return compareLongToken();
        if (!sameToken(output, answer))
            return differ(m_tokenDifference, excerpt(answer, output), excerpt(output, answer));
        m_output.skip(output.size());
        m_answer.skip(answer.size());
        return true;
    }

    /// Makes the token that starts here available as a whole. False when it is too long for that.
    static bool holdToken(ByteSource &source)
    {
        std::size_t length = tokenLength(source.available());
        while (length == source.available().size()) {
            if (!source.fill())
                break;
            length += tokenLength(source.available().substr(length));
        }
        return length < ByteSource::kWindow;
    }

    static std::string_view token(const ByteSource &source)
    {
        return source.available().substr(0, tokenLength(source.available()));
    }

    bool sameToken(std::string_view output, std::string_view answer)
    {
        if (output == answer)
            return true;
        m_tokenDifference = Difference::Token;
        if (m_numbers) {
            if (const auto wanted = parseFloatToken(answer)) {
                const auto got = parseFloatToken(output);
                m_tokenDifference = got ? Difference::Number : Difference::Token;
                return got && isClose(*got, *wanted);
            }
        }
        if (!sameFolded(output, answer))
            return false;
        m_tokenDifference = Difference::Case;
        return !m_options.caseSensitive;
    }

    bool isClose(double got, double wanted) const
    {
        const double error = std::fabs(wanted - got);
        return (m_options.floatAbsoluteTolerance && error <= *m_options.floatAbsoluteTolerance) ||
               (m_options.floatRelativeTolerance && error <= *m_options.floatRelativeTolerance * std::fabs(wanted));
    }

    /// Compares, byte by byte, tokens of which at least one is longer than the window.
    bool compareLongToken()
    {
        while (true) {
            m_output.fillWhenLow();
            m_answer.fillWhenLow();
            const std::size_t passed = commonTokenBlocks(m_output.available(), m_answer.available());
            m_output.skip(passed);
            m_answer.skip(passed);
            const std::string_view output = m_output.available();
            const std::string_view answer = m_answer.available();
            const auto same = [this](char a, char b) {
                return !isSpace(a) && (a == b || (!m_options.caseSensitive && folded(a) == folded(b)));
            };
            const auto [outputAt, answerAt] = std::ranges::mismatch(output, answer, same);
            const auto count = static_cast<std::size_t>(outputAt - output.begin());
            m_output.skip(count);
            m_answer.skip(count);
            // One of them may have more to read; both windows are then no longer full.
            if (outputAt == output.end() && !m_output.atEnd())
                continue;
            if (answerAt == answer.end() && !m_answer.atEnd())
                continue;
            const std::string_view outputRest = token(m_output);
            const std::string_view answerRest = token(m_answer);
            if (outputRest.empty() && answerRest.empty())
                return true;
            return differ(Difference::Token, excerpt(answerRest, {}), excerpt(outputRest, {}));
        }
    }

    bool differ(Difference difference, QByteArray expected, QByteArray actual)
    {
        m_result.accepted = false;
        m_result.difference = difference;
        m_result.expected = std::move(expected);
        m_result.actual = std::move(actual);
        return false;
    }

    /// Counts lines, columns and tokens up to the difference: once, and only when there is one.
    void locate()
    {
        m_result.line = 1;
        m_result.column = 1;
        bool inToken = false;
        eachByteBefore(m_output, m_outputAt, [&](char c) {
            const bool space = isSpace(c);
            m_result.token += !space && !inToken ? 1 : 0;
            inToken = !space;
            if (c == '\n') {
                ++m_result.line;
                m_result.column = 1;
            } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
                ++m_result.column;
            }
        });
        if (m_result.difference != Difference::Space)
            ++m_result.token;
        m_result.answerLine = 1;
        eachByteBefore(m_answer, m_answerAt, [&](char c) { m_result.answerLine += c == '\n' ? 1 : 0; });
    }

    template <typename Visit>
    static void eachByteBefore(ByteSource &source, std::uint64_t end, Visit visit)
    {
        source.rewind();
        while (source.offset() < end && !source.atEnd()) {
            const auto left = static_cast<std::size_t>(end - source.offset());
            const std::string_view text = source.available().substr(0, left);
            std::ranges::for_each(text, visit);
            source.skip(text.size());
        }
    }

    ByteSource &m_output;
    ByteSource &m_answer;
    const CompareOptions &m_options;
    bool m_numbers;
    Difference m_tokenDifference = Difference::Token;
    std::uint64_t m_outputAt = 0;
    std::uint64_t m_answerAt = 0;
    CheckResult m_result;
};

QString shownToken(const QByteArray &token)
{
    return QString::fromStdString(inQuotes({token.constData(), static_cast<std::size_t>(token.size())}));
}

QString shownSpace(const QByteArray &byte)
{
    if (byte.isEmpty())
        return u"the end"_s;
    switch (byte[0]) {
    case ' ':
        return u"a space"_s;
    case '\n':
        return u"a line end"_s;
    case '\r':
        return u"a carriage return"_s;
    case '\t':
        return u"a tab"_s;
    case '\f':
        return u"a form feed"_s;
    case '\v':
        return u"a vertical tab"_s;
    default:
        return shownToken(byte);
    }
}

QString what(const CheckResult &result)
{
    switch (result.difference) {
    case Difference::None:
        return {};
    case Difference::Token:
        return u"expected %1, got %2"_s.arg(shownToken(result.expected), shownToken(result.actual));
    case Difference::Case:
        return u"expected %1, got %2, which differs in case"_s.arg(shownToken(result.expected),
                                                                   shownToken(result.actual));
    case Difference::Number:
        return u"expected %1, got %2, which is out of tolerance"_s.arg(shownToken(result.expected),
                                                                       shownToken(result.actual));
    case Difference::TooShort:
        return u"the output ends, expected %1"_s.arg(shownToken(result.expected));
    case Difference::TooLong:
        return u"the output goes on with %1 after the answer's end"_s.arg(shownToken(result.actual));
    case Difference::Space:
        return u"white space differs: expected %1, got %2"_s.arg(shownSpace(result.expected),
                                                                 shownSpace(result.actual));
    }
    return {};
}

} // namespace

Result<CheckResult> compareOutput(int outputFd, int answerFd, const CompareOptions &options)
{
    ByteSource output{outputFd};
    ByteSource answer{answerFd};
    CheckResult result = Comparison{output, answer, options}.run();
    if (output.errorNumber() != 0)
        return fail(Errc::Io, "cannot read the output", output.errorNumber());
    if (answer.errorNumber() != 0)
        return fail(Errc::Io, "cannot read the answer", answer.errorNumber());
    return result;
}

CheckResult compareOutput(std::span<const char> output, std::span<const char> answer, const CompareOptions &options)
{
    ByteSource outputSource{output};
    ByteSource answerSource{answer};
    return Comparison{outputSource, answerSource, options}.run();
}

QString reasonText(const CheckResult &result)
{
    if (result.accepted)
        return {};
    return u"line %1, column %2 (token %3): "_s.arg(result.line).arg(result.column).arg(result.token) + what(result);
}

} // namespace assay::core
