// SPDX-License-Identifier: GPL-3.0-or-later
// `assayd settings`: every setting, what it may be, what it is and where that comes from.
#include "core/json/settings_json.h"
#include "core/settings/settings.h"
#include "server/assayd/commands.h"
#include "server/assayd/console.h"
#include "server/assayd/exit_code.h"

#include <cstdio>
#include <format>

namespace assay::server {

namespace {

std::string valueText(const QString &value)
{
    return value.isEmpty() ? "(the usual one)" : value.toStdString();
}

void print(const core::Settings &settings)
{
    printLine(std::format("File: {}{}", settings.file().native(),
                          std::filesystem::exists(settings.file()) ? "" : " (not there)"));
    for (const core::SettingRow &row : core::settingTable()) {
        const std::string source{core::kSettingSourceNames.text(settings.source(row.id))};
        printLine({});
        printLine(painted(std::format("{}: {}", row.key, valueText(settings.text(row.id))), Style::Bold) + "  " +
                  source);
        printLine(std::format("  {}.", row.what));
        printLine(std::format("  {}; {} when not set; or {}=…", core::allowedText(row).toStdString(),
                              valueText(QString::fromLatin1(row.fallback)), core::environmentName(row).toStdString()));
    }
}

} // namespace

int settingsCommand(const core::Settings &settings, OutputFormat format)
{
    if (format == OutputFormat::Json) {
        const QByteArray line = core::toJsonLine(settings);
        std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    } else {
        print(settings);
    }
    return settings.errors().isEmpty() ? ExitJudged : ExitUsage;
}

} // namespace assay::server
