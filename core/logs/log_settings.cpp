// SPDX-License-Identifier: GPL-3.0-or-later
// How the settings have logs written.
#include "core/logs/log_settings.h"

#include "core/logs/log_file.h"

namespace assay::core {

LogOutputOptions logOptionsFor(const Settings &settings, const std::filesystem::path &dataFolder, const Clock &clock)
{
    const auto level = [&settings](SettingId id) { return logLevelFrom(settings.text(id)).value_or(QtInfoMsg); };
    auto file =
        LogFile::open({.folder = dataFolder / "logs",
                       .days = static_cast<int>(settings.number(SettingId::LogDays)),
                       .maxBytes = static_cast<std::int64_t>(settings.number(SettingId::LogMaxMib)) * 1024 * 1024},
                      clock);
    return {.file = file ? *std::move(file) : nullptr,
            .least = level(SettingId::LogLevel),
            .leastOnTerminal = level(SettingId::LogOnTerminal)};
}

} // namespace assay::core
