// SPDX-License-Identifier: GPL-3.0-or-later
// The engine options that every command has in common.
#include "server/assayd/engine_options.h"

#include "core/installation.h"

namespace assay::server {

using sandbox::Tier;

std::vector<std::string> tierChoices()
{
    std::vector<std::string> choices;
    for (const auto &[tier, text] : sandbox::kTierNames.rows()) {
        if (tier != Tier::None)
            choices.emplace_back(text);
    }
    return choices;
}

core::EngineOptions engineOptions(const TierChoice &tier)
{
    const auto installation = core::Installation::find();
    core::EngineOptions options{.resourceFolder = installation.resourceFolder,
                                .sandboxProgram = installation.sandboxProgram,
                                .leastTier = core::LeastTier::forOwnPrograms()};
    if (!tier.least.empty())
        options.leastTier = core::LeastTier::named(QString::fromStdString(tier.least),
                                                   QStringLiteral("sandbox.least_tier is set to it"));
    if (const auto chosen = sandbox::kTierNames.value(tier.exactly)) {
        options.leastTier = {.tier = *chosen, .reason = QStringLiteral("--tier asks for it")};
        options.bestTier = *chosen;
    }
    return options;
}

} // namespace assay::server
