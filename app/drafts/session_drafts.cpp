// SPDX-License-Identifier: GPL-3.0-or-later
// Drafts of what is written in sessions: apart from one's own, and gone when their session is purged.
#include "app/drafts/session_drafts.h"

#include "app/drafts/draft_store.h"

#include <QDir>
#include <QSaveFile>

#include <algorithm>

namespace assay::app {

namespace {

Result<void> writeCopy(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(content) != content.size() || !file.commit())
        return fail(Errc::Io, (path + QStringLiteral(": ") + file.errorString()).toStdString());
    return {};
}

} // namespace

QString draftFolderOf(const QString &drafts, core::SessionId session, core::ParticipantId participant)
{
    return drafts + QLatin1Char('/') + QString::fromStdString(session.toText()) + QLatin1Char('/') +
           QString::fromStdString(participant.toText());
}

int removeDraftsOfPurged(const QString &drafts, const QList<core::Session> &sessions)
{
    int removed = 0;
    QDir dir(drafts);
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto id = core::SessionId::fromText(name.toStdString());
        if (!id)
            continue; // of a problem
        const auto found = std::ranges::find(sessions, *id, &core::Session::id);
        if (found != sessions.end() && found->state != core::SessionState::Purged)
            continue;
        removed += QDir(dir.filePath(name)).removeRecursively() ? 1 : 0;
    }
    return removed;
}

Result<int> copyDrafts(const QString &folder, const QString &target)
{
    const DraftStore store(folder);
    int files = 0;
    for (const QString &problem : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir sources(folder + QLatin1Char('/') + problem + QStringLiteral("/source"));
        for (const QString &language : sources.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto draft = store.loadSource(problem, language);
            for (const DraftFile &file : draft ? draft->files : QList<DraftFile>{}) {
                // A name may hold folders, but it never leads out.
                if (file.name.startsWith(QLatin1Char('/')) || file.name.contains(QStringLiteral("..")))
                    continue;
                TRY(writeCopy(QStringList{target, problem, language, file.name}.join(QLatin1Char('/')),
                              file.text.toUtf8()));
                ++files;
            }
        }
    }
    return files;
}

} // namespace assay::app
