// SPDX-License-Identifier: GPL-3.0-or-later
// StrongId: ids that are distinct types, time-ordered (UUIDv7) and prefixed when written.
#include "base/strong_id.h"

#include <chrono>
#include <cstring>
#include <mutex>

#include <sys/random.h>

namespace assay {

namespace {

/// The generator's memory: what makes ids of one process rise strictly within a millisecond.
struct Sequence {
    std::mutex mutex;
    std::uint64_t lastMilliseconds = 0;
    std::uint32_t counter = 0; // 12 bits of rand_a, then the 14 bits that follow the variant
};

constexpr std::uint32_t kCounterBits = 26;

constexpr std::string_view kHexDigits = "0123456789abcdef";

int hexValue(char digit)
{
    const auto position = kHexDigits.find(digit);
    return position == std::string_view::npos ? -1 : static_cast<int>(position);
}

} // namespace

Uuid makeUuidV7()
{
    static Sequence sequence;
    using namespace std::chrono;

    Uuid uuid;
    std::uint32_t seed = 0;
    // getrandom cannot fail for so few bytes once the kernel's pool is ready (getrandom(2)).
    (void)!::getrandom(uuid.data() + 8, 8, 0);
    (void)!::getrandom(&seed, sizeof seed, 0);

    const std::scoped_lock lock(sequence.mutex);
    auto now = static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
    if (now > sequence.lastMilliseconds) {
        sequence.counter = seed & ((1U << (kCounterBits - 1)) - 1); // the top bit stays free for counting up
    } else {
        now = sequence.lastMilliseconds;
        if (++sequence.counter >> kCounterBits != 0) {
            ++now;
            sequence.counter = 0;
        }
    }
    sequence.lastMilliseconds = now;

    for (int i = 0; i < 6; ++i)
        uuid[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(now >> (8 * (5 - i)));
    const std::uint32_t high = sequence.counter >> 14;
    uuid[6] = static_cast<std::uint8_t>(0x70U | (high >> 8));
    uuid[7] = static_cast<std::uint8_t>(high);
    uuid[8] = static_cast<std::uint8_t>(0x80U | ((sequence.counter >> 8) & 0x3fU));
    uuid[9] = static_cast<std::uint8_t>(sequence.counter);
    return uuid;
}

std::string uuidToText(std::string_view prefix, const Uuid &uuid)
{
    std::string text(prefix);
    text.reserve(prefix.size() + 33);
    text.push_back('_');
    for (const auto byte : uuid) {
        text.push_back(kHexDigits[byte >> 4]);
        text.push_back(kHexDigits[byte & 15]);
    }
    return text;
}

Result<Uuid> uuidFromText(std::string_view prefix, std::string_view text)
{
    const std::size_t start = prefix.size() + 1;
    if (text.size() != start + 32 || !text.starts_with(prefix) || text[prefix.size()] != '_')
        return fail(Errc::InvalidArgument, "not an id of the form " + std::string(prefix) + "_<32 hex digits>");
    Uuid uuid{};
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        const int high = hexValue(text[start + 2 * i]);
        const int low = hexValue(text[start + 2 * i + 1]);
        if (high < 0 || low < 0)
            return fail(Errc::InvalidArgument, "not a hexadecimal id");
        uuid[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return uuid;
}

} // namespace assay
