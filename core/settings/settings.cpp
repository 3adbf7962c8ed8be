// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what is set, and where: a file, the environment, the command line, each over the one before.
#include "core/settings/settings.h"

#include "core/problems/yaml_value.h"

#include <QDir>
#include <QFile>
#include <QProcessEnvironment>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace assay::core {

namespace {

constexpr qint64 kMostBytes = 64 * 1024;

QString quoted(const QString &text)
{
    return QStringLiteral("\"") + text + QStringLiteral("\"");
}

/// Scalars by their dotted keys: nested maps and dots mean the same.
void flatten(const YamlValue &value, const QString &prefix, QMap<QString, QString> &into, QStringList &errors)
{
    for (const YamlValue &child : value.children()) {
        const QString key = prefix.isEmpty() ? child.key() : prefix + QLatin1Char('.') + child.key();
        if (child.isMap()) {
            flatten(child, key, into, errors);
        } else if (child.isScalar()) {
            if (const auto text = child.string())
                into.insert(key, *text);
        } else if (child.isSequence()) {
            errors.append(
                QStringLiteral("%1: %2: a list is not allowed here").arg(QString::fromStdString(value.file()), key));
        }
    }
}

qsizetype alikeBefore(const QString &left, const QString &right)
{
    const auto [at, other] = std::ranges::mismatch(left, right);
    return at - left.begin();
}

/// The key that was probably meant: with the same last part, or the same first one, and else as much alike as any. Empty
/// when none is alike.
QString nearest(const QString &key)
{
    constexpr qsizetype kSamePart = 100;
    QString best;
    qsizetype most = 0;
    for (const SettingRow &row : settingTable()) {
        const QString known = QString::fromLatin1(row.key);
        const bool sameLast = known.section(QLatin1Char('.'), -1) == key.section(QLatin1Char('.'), -1);
        const bool sameFirst = known.section(QLatin1Char('.'), 0, 0) == key.section(QLatin1Char('.'), 0, 0);
        if (!sameLast && !sameFirst)
            continue;
        const qsizetype alike = alikeBefore(known, key) + (sameLast ? kSamePart : 0) + (sameFirst ? kSamePart : 0);
        if (alike > most) {
            most = alike;
            best = known;
        }
    }
    return best;
}

} // namespace

Settings::Settings()
{
    for (const SettingRow &row : settingTable())
        m_values.at(static_cast<std::size_t>(row.id)) = QString::fromLatin1(row.fallback);
}

std::filesystem::path Settings::usualFile()
{
    return (QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
            QStringLiteral("/assay/settings.yaml"))
        .toStdString();
}

QMap<QString, QString> Settings::processEnvironment()
{
    QMap<QString, QString> variables;
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const SettingRow &row : settingTable()) {
        const QString name = environmentName(row);
        if (environment.contains(name))
            variables.insert(name, environment.value(name));
    }
    return variables;
}

void Settings::set(const SettingRow &row, const QString &value, SettingSource source, const QString &place)
{
    const auto allowed = normalized(row, value);
    if (!allowed) {
        m_errors.append(QStringLiteral("%1 must be %2, not %3").arg(place, allowedText(row), quoted(value)));
        return;
    }
    m_values.at(static_cast<std::size_t>(row.id)) = *allowed;
    m_sources.at(static_cast<std::size_t>(row.id)) = source;
}

void Settings::readFile(const std::filesystem::path &path)
{
    m_file = path;
    QFile file(QString::fromStdString(path.native()));
    if (path.empty() || !file.exists())
        return;
    const QString name = file.fileName();
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMostBytes) {
        m_errors.append(name + QStringLiteral(": ") +
                        (file.isOpen() ? QStringLiteral("too large for settings") : file.errorString()));
        return;
    }
    const auto yaml = YamlValue::parse(file.readAll().toStdString(), name.toStdString());
    if (!yaml) {
        m_errors.append(QString::fromStdString(yaml.error().describe()));
        return;
    }
    if (!yaml->isMap()) {
        m_errors.append(name + QStringLiteral(": must be lines of the form \"key: value\""));
        return;
    }
    QMap<QString, QString> values;
    flatten(*yaml, {}, values, m_errors);
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (const SettingRow *row = findSetting(value.key())) {
            set(*row, value.value(), SettingSource::File, name + QStringLiteral(": ") + value.key());
            continue;
        }
        const QString meant = nearest(value.key());
        m_errors.append(QStringLiteral("%1: there is no setting %2").arg(name, value.key()) +
                        (meant.isEmpty() ? QString() : QStringLiteral("; perhaps %1").arg(meant)));
    }
}

Settings Settings::read(const SettingsOptions &options)
{
    Settings settings;
    settings.readFile(options.file);
    for (const SettingRow &row : settingTable()) {
        const QString name = environmentName(row);
        if (const auto found = options.environment.find(name); found != options.environment.end())
            settings.set(row, *found, SettingSource::Environment, name);
    }
    for (const QString &pair : options.commandLine) {
        const QString key = pair.section(QLatin1Char('='), 0, 0);
        const SettingRow *row = findSetting(key);
        if (row == nullptr || !pair.contains(QLatin1Char('='))) {
            settings.m_errors.append(
                QStringLiteral("--set takes KEY=VALUE of a setting that there is, not %1").arg(quoted(pair)));
            continue;
        }
        settings.set(*row, pair.section(QLatin1Char('='), 1), SettingSource::CommandLine,
                     QStringLiteral("--set ") + key);
    }
    return settings;
}

Result<void> Settings::write(const std::filesystem::path &path, const QMap<SettingId, std::optional<QString>> &values)
{
    QMap<SettingId, QString> lines;
    const Settings before = read({.file = path, .environment = {}, .commandLine = {}});
    if (!before.errors().isEmpty())
        return fail(Errc::InvalidArgument, before.errors().first().toStdString());
    for (const SettingRow &row : settingTable()) {
        if (before.source(row.id) == SettingSource::File)
            lines.insert(row.id, before.text(row.id));
    }
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        const SettingRow &row = settingRow(value.key());
        if (!*value) {
            lines.remove(value.key());
            continue;
        }
        const auto allowed = normalized(row, **value);
        if (!allowed)
            return fail(Errc::InvalidArgument, (QString::fromLatin1(row.key) + QStringLiteral(" must be ") +
                                                allowedText(row) + QStringLiteral(", not ") + quoted(**value))
                                                   .toStdString());
        lines.insert(value.key(), *allowed);
    }
    QByteArray text = "# Settings of Assay: `assayd settings` lists them all.\n";
    for (auto line = lines.cbegin(); line != lines.cend(); ++line)
        text += QByteArray(settingRow(line.key()).key) + ": '" +
                QString(*line).replace(QLatin1Char('\''), QStringLiteral("''")).toUtf8() + "'\n";
    QSaveFile file(QString::fromStdString(path.native()));
    if (!QDir().mkpath(QFileInfo(file.fileName()).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(text) != text.size() || !file.commit())
        return fail(Errc::Io, (file.fileName() + QStringLiteral(": ") + file.errorString()).toStdString());
    return {};
}

} // namespace assay::core
