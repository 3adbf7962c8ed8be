// SPDX-License-Identifier: GPL-3.0-or-later
// LanguageTable: the languages of resources/languages/, and which of them this host has.
#include "core/judge/language_table.h"

#include "core/json/language_json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>
#include <memory>
#include <vector>

namespace assay::core {

namespace {

constexpr int kVersionTimeoutMilliseconds = 5000;

/// The first program of the language's commands that this host lacks; empty when it has all.
QString missingProgram(const Language &language)
{
    for (const auto *command : {&language.compile, &language.run}) {
        if (command->isEmpty() || command->first().startsWith(QLatin1StringView("/box/")))
            continue;
        if (!QFileInfo(command->first()).isExecutable())
            return command->first();
    }
    return {};
}

bool claims(const Language &language, const QString &fileName)
{
    return std::ranges::any_of(language.extensions,
                               [&fileName](const QString &extension) { return fileName.endsWith(extension); });
}

} // namespace

Result<LanguageTable> LanguageTable::load(const std::filesystem::path &folder)
{
    LanguageTable table;
    const QDir dir(folder);
    const auto names = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        return fail(Errc::NotFound, "no language files in " + folder.string());
    for (const auto &name : names) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Io, file.fileName().toStdString() + ": " + file.errorString().toStdString());
        auto language = languageFromJson(file.readAll());
        if (!language)
            return fail(Errc::InvalidData, file.fileName().toStdString() + ": " + language.error().detail);
        const QString missing = missingProgram(*language);
        table.m_languages.append({.language = std::move(*language),
                                  .available = missing.isEmpty(),
                                  .version = {},
                                  .missingProgram = missing});
    }
    std::ranges::sort(table.m_languages, {}, [](const LanguageStatus &status) { return status.language.name; });
    return table;
}

const LanguageStatus *LanguageTable::find(const QString &id) const
{
    const auto found = std::ranges::find_if(m_languages, [&id](const LanguageStatus &status) {
        return status.language.id == id || status.language.aliases.contains(id);
    });
    return found == m_languages.end() ? nullptr : &*found;
}

Result<const LanguageStatus *> LanguageTable::require(const QString &id) const
{
    const LanguageStatus *status = find(id);
    if (status == nullptr)
        return fail(Errc::InvalidArgument, "there is no language " + id.toStdString());
    if (!status->available)
        return fail(Errc::Unsupported, status->language.name.toStdString() +
                                           " is not installed here: " + status->language.installHint.toStdString());
    return status;
}

const LanguageStatus *LanguageTable::forFileName(const QString &fileName) const
{
    const LanguageStatus *best = nullptr;
    for (const auto &status : m_languages) {
        if (!status.language.shebang.isEmpty() || !claims(status.language, fileName))
            continue;
        if (best == nullptr || (status.available && !best->available))
            best = &status;
    }
    return best;
}

const LanguageStatus *LanguageTable::forSource(const SourceFile &source) const
{
    const QString firstLine = QString::fromUtf8(source.content.left(source.content.indexOf('\n')).left(200));
    for (const auto &status : m_languages) {
        const QString &shebang = status.language.shebang;
        if (!shebang.isEmpty() && claims(status.language, source.name) &&
            QRegularExpression(shebang).match(firstLine).hasMatch())
            return &status;
    }
    return forFileName(source.name);
}

QList<LanguageStatus> LanguageTable::probeVersions() const
{
    QList<LanguageStatus> languages = m_languages;
    std::vector<std::unique_ptr<QProcess>> probes;
    for (const auto &status : languages) {
        auto &probe = probes.emplace_back(std::make_unique<QProcess>());
        const QStringList &command = status.language.versionCommand;
        if (status.available && !command.isEmpty())
            probe->start(command.first(), command.mid(1));
    }
    for (qsizetype i = 0; i < languages.size(); ++i) {
        auto &probe = *probes[static_cast<std::size_t>(i)];
        if (!probe.isOpen())
            continue;
        if (probe.state() != QProcess::NotRunning && !probe.waitForFinished(kVersionTimeoutMilliseconds))
            probe.kill();
        const QByteArray output = probe.readAllStandardOutput();
        languages[i].version = QString::fromUtf8(output.left(output.indexOf('\n'))).trimmed();
    }
    return languages;
}

} // namespace assay::core
