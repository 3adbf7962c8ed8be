// SPDX-License-Identifier: GPL-3.0-or-later
// Tier: how much of the sandbox there is, and the refusal of a run that asks for more.
#pragma once

#include "base/enum_table.h"
#include "base/result.h"

#include <cstdint>

namespace assay::sandbox {

/// Best first. Found by doing everything once in a trial container, never by reading a version.
enum class Tier : std::uint8_t {
    Full,    ///< Namespaces, filter and control groups: everything is enforced.
    Partial, ///< No control groups: memory and CPU time of a tree are watched by polling, figures are approximate.
    Reduced, ///< No namespaces: Landlock, filter and resource limits; the rest is watched by polling.
    None,    ///< Nothing can be run.
};

inline constexpr auto kTierNames = makeEnumTable<Tier>({
    {Tier::Full, "full"},
    {Tier::Partial, "partial"},
    {Tier::Reduced, "reduced"},
    {Tier::None, "none"},
});
static_assert(kTierNames.isComplete(Tier::None));

/// Whether `tier` is good enough where `required` is asked for. Tier::None never is.
[[nodiscard]] constexpr bool isAtLeast(Tier tier, Tier required)
{
    return tier != Tier::None && tier <= required;
}

/// Errors: TierTooLow, naming both.
[[nodiscard]] inline Result<void> requireTier(Tier tier, Tier required)
{
    if (isAtLeast(tier, required))
        return {};
    return fail(Errc::TierTooLow, "the sandbox tier here is " + std::string(kTierNames.text(tier)) + ", and " +
                                      std::string(kTierNames.text(required)) + " is required");
}

} // namespace assay::sandbox
