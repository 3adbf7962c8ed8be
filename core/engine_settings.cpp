// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings say of an engine.
#include "core/engine_settings.h"

#include "core/lab/lab_verifier.h"

namespace assay::core {

namespace {

LaneRules laneRules(const Settings &settings, SettingId atOnce, SettingId waiting, SettingId perSecond)
{
    return {.atOnce = static_cast<int>(settings.number(atOnce)),
            .maxWaiting = static_cast<int>(settings.number(waiting)),
            .perSecond = settings.number(perSecond)};
}

} // namespace

void applySettings(const Settings &settings, EngineOptions &options)
{
    if (settings.source(SettingId::LeastTier) != SettingSource::Fallback)
        options.leastTier =
            LeastTier::named(settings.text(SettingId::LeastTier), QStringLiteral("sandbox.least_tier is set to it"));
    options.leastFree = Bytes{static_cast<std::int64_t>(settings.number(SettingId::LeastFreeMib)) * 1024 * 1024};
    options.leaseTime = std::chrono::seconds(static_cast<int>(settings.number(SettingId::EngineLease)));
    options.eventsKept = std::chrono::days(static_cast<int>(settings.number(SettingId::EventDays)));
    options.timeFactor = settings.number(SettingId::TimeFactor);
    options.queueRules.run = laneRules(settings, SettingId::RunAtOnce, SettingId::RunWaiting, SettingId::RunPerSecond);
    options.queueRules.submit =
        laneRules(settings, SettingId::SubmitAtOnce, SettingId::SubmitWaiting, SettingId::SubmitPerSecond);
    options.verifier = verifyInLab;
    options.verifiesForSessions = settings.isOn(SettingId::VerifyProblems);
    options.compiling.warmUp = settings.isOn(SettingId::WarmUp) ? WarmUp::AtStart : WarmUp::OnDemand;
}

} // namespace assay::core
