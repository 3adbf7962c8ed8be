// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings say of an engine.
#include "core/engine_settings.h"

namespace assay::core {

void applySettings(const Settings &settings, EngineOptions &options)
{
    if (settings.source(SettingId::LeastTier) != SettingSource::Fallback)
        options.leastTier =
            LeastTier::named(settings.text(SettingId::LeastTier), QStringLiteral("sandbox.least_tier is set to it"));
    options.leastFree = Bytes{static_cast<std::int64_t>(settings.number(SettingId::LeastFreeMib)) * 1024 * 1024};
    options.leaseTime = std::chrono::seconds(static_cast<int>(settings.number(SettingId::EngineLease)));
    options.eventsKept = std::chrono::days(static_cast<int>(settings.number(SettingId::EventDays)));
    options.timeFactor = settings.number(SettingId::TimeFactor);
    options.compiling.warmUp = settings.isOn(SettingId::WarmUp) ? WarmUp::AtStart : WarmUp::OnDemand;
}

} // namespace assay::core
