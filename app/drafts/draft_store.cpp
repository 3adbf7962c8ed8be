// SPDX-License-Identifier: GPL-3.0-or-later
// DraftStore: drafts as plain files under <data>/drafts, each written whole or not at all.
#include "app/drafts/draft_store.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QTemporaryFile>

namespace assay::app {

namespace {

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    if (QFile old(path); old.open(QIODevice::ReadOnly) && old.size() == content.size() && old.readAll() == content)
        return {};
    if (!QDir().mkpath(QFileInfo(path).path()))
        return fail(Errc::Io, path.toStdString());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(Errc::Io, (path + QStringLiteral(": ") + file.errorString()).toStdString());
    return {};
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Index files are small INI files, written like all others: whole or not at all.
Result<void> writeIndex(const QString &path, const QSettings::SettingsMap &values)
{
    QTemporaryFile scratch;
    if (!scratch.open())
        return fail(Errc::Io, scratch.errorString().toStdString());
    {
        QSettings settings(scratch.fileName(), QSettings::IniFormat);
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            settings.setValue(it.key(), it.value());
    }
    return writeFile(path, readFile(scratch.fileName()));
}

void removeOthers(const QString &folder, const QStringList &keep)
{
    QDir dir(folder);
    for (const auto &name : dir.entryList(QDir::Files)) {
        if (!keep.contains(name))
            dir.remove(name);
    }
}

} // namespace

// Sources are kept as 0, 1, 2 … with their names in the index: a name may hold folders, and a rename is then one
// write of the index.
Result<void> DraftStore::saveSource(const QString &problem, const QString &language, const SourceDraft &draft) const
{
    const auto folder = m_folder + QLatin1Char('/') + problem + QStringLiteral("/source/") + language;
    QSettings::SettingsMap index;
    QStringList keep{QStringLiteral("index.ini")};
    QStringList names;
    for (qsizetype i = 0; i < draft.files.size(); ++i) {
        const auto &file = draft.files.at(i);
        const auto stored = QString::number(i);
        TRY(writeFile(folder + QLatin1Char('/') + stored, file.text.toUtf8()));
        keep.append(stored);
        names.append(file.name);
        index.insert(QStringLiteral("caret/") + stored, file.caret);
    }
    index.insert(QStringLiteral("names"), names);
    index.insert(QStringLiteral("active"), draft.active);
    TRY(writeIndex(folder + QStringLiteral("/index.ini"), index));
    removeOthers(folder, keep);
    return {};
}

std::optional<SourceDraft> DraftStore::loadSource(const QString &problem, const QString &language) const
{
    const auto folder = m_folder + QLatin1Char('/') + problem + QStringLiteral("/source/") + language;
    const QSettings index(folder + QStringLiteral("/index.ini"), QSettings::IniFormat);
    const auto names = index.value(QStringLiteral("names")).toStringList();
    if (names.isEmpty())
        return std::nullopt;
    SourceDraft draft;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const auto stored = QString::number(i);
        draft.files.append({.name = names.at(i),
                            .text = QString::fromUtf8(readFile(folder + QLatin1Char('/') + stored)),
                            .caret = index.value(QStringLiteral("caret/") + stored).toInt()});
    }
    draft.active = qBound(0, index.value(QStringLiteral("active")).toInt(), static_cast<int>(names.size()) - 1);
    return draft;
}

Result<void> DraftStore::saveInput(const QString &problem, const InputDraft &draft) const
{
    const auto folder = m_folder + QLatin1Char('/') + problem + QStringLiteral("/input");
    QSettings::SettingsMap index;
    QStringList keep{QStringLiteral("index.ini"), QStringLiteral("custom")};
    TRY(writeFile(folder + QStringLiteral("/custom"), draft.customInput));
    for (qsizetype i = 0; i < draft.samples.size(); ++i) {
        const auto &sample = draft.samples.at(i);
        const auto key = QString::number(i);
        TRY(writeFile(folder + QLatin1Char('/') + key + QStringLiteral(".in"), sample.input));
        TRY(writeFile(folder + QLatin1Char('/') + key + QStringLiteral(".ans"), sample.expected));
        keep << key + QStringLiteral(".in") << key + QStringLiteral(".ans");
        index.insert(QStringLiteral("name/") + key, sample.name);
        index.insert(QStringLiteral("judged/") + key, sample.judged);
        index.insert(QStringLiteral("checked/") + key, sample.checked);
    }
    index.insert(QStringLiteral("count"), draft.samples.size());
    index.insert(QStringLiteral("unchecked"), draft.unchecked);
    TRY(writeIndex(folder + QStringLiteral("/index.ini"), index));
    removeOthers(folder, keep);
    return {};
}

InputDraft DraftStore::loadInput(const QString &problem) const
{
    const auto folder = m_folder + QLatin1Char('/') + problem + QStringLiteral("/input");
    const QSettings index(folder + QStringLiteral("/index.ini"), QSettings::IniFormat);
    InputDraft draft;
    draft.customInput = readFile(folder + QStringLiteral("/custom"));
    draft.unchecked = index.value(QStringLiteral("unchecked")).toStringList();
    const auto count = index.value(QStringLiteral("count")).toInt();
    for (int i = 0; i < count; ++i) {
        const auto key = QString::number(i);
        draft.samples.append({.name = index.value(QStringLiteral("name/") + key).toString(),
                              .input = readFile(folder + QLatin1Char('/') + key + QStringLiteral(".in")),
                              .expected = readFile(folder + QLatin1Char('/') + key + QStringLiteral(".ans")),
                              .judged = index.value(QStringLiteral("judged/") + key, true).toBool(),
                              .checked = index.value(QStringLiteral("checked/") + key, true).toBool()});
    }
    return draft;
}

} // namespace assay::app
