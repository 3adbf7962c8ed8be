// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what is set, and where: a file, the environment, the command line, each over the one before.
#pragma once

#include "base/enum_table.h"
#include "base/result.h"
#include "core/settings/setting_table.h"

#include <QMap>
#include <QStringList>

#include <array>
#include <filesystem>

namespace assay::core {

enum class SettingSource : std::uint8_t { Fallback, File, Environment, CommandLine };

inline constexpr auto kSettingSourceNames = makeEnumTable<SettingSource>({
    {SettingSource::Fallback, "fallback"},
    {SettingSource::File, "file"},
    {SettingSource::Environment, "environment"},
    {SettingSource::CommandLine, "command line"},
});
static_assert(kSettingSourceNames.isComplete(SettingSource::CommandLine));

struct SettingsOptions {
    std::filesystem::path file; ///< YAML; one that is not there sets nothing.
    QMap<QString, QString> environment; ///< By name; what does not name a setting is no error.
    QStringList commandLine; ///< "key=value".
};

class Settings
{
public:
    /// The usual file: $XDG_CONFIG_HOME/assay/settings.yaml.
    [[nodiscard]] static std::filesystem::path usualFile();
    /// This process's environment.
    [[nodiscard]] static QMap<QString, QString> processEnvironment();
    /// What could not be understood is not set, and named in `errors`.
    [[nodiscard]] static Settings read(const SettingsOptions &options);

    /// Each names file and key, or variable, and what is allowed; empty when all is well.
    [[nodiscard]] const QStringList &errors() const { return m_errors; }
    [[nodiscard]] QString text(SettingId id) const { return m_values.at(static_cast<std::size_t>(id)); }
    [[nodiscard]] double number(SettingId id) const { return text(id).toDouble(); }
    [[nodiscard]] bool isOn(SettingId id) const { return text(id) == QStringLiteral("yes"); }
    [[nodiscard]] SettingSource source(SettingId id) const { return m_sources.at(static_cast<std::size_t>(id)); }
    [[nodiscard]] const std::filesystem::path &file() const { return m_file; }

    /// Sets those in the file, beside what it sets already; no value takes the key out. The file is written whole or not at
    /// all. Errors: InvalidArgument for a value that is not allowed, and for a file that holds what is not understood: it
    /// would be lost; Io.
    [[nodiscard]] static Result<void> write(const std::filesystem::path &path,
                                            const QMap<SettingId, std::optional<QString>> &values);

private:
    Settings();
    void readFile(const std::filesystem::path &path);
    void set(const SettingRow &row, const QString &value, SettingSource source, const QString &place);

    std::filesystem::path m_file;
    std::array<QString, static_cast<std::size_t>(SettingId::Count)> m_values;
    std::array<SettingSource, static_cast<std::size_t>(SettingId::Count)> m_sources{};
    QStringList m_errors;
};

} // namespace assay::core
