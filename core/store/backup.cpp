// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of a data folder, and bringing one back.
#include "core/store/backup.h"

#include "base/unique_fd.h"
#include "core/store/database.h"
#include "core/store/event_store.h"
#include "core/store/file_blobs.h"
#include "core/store/migrations.h"
#include "core/store/rows.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

constexpr const char *kDatabase = "assay.sqlite";
/// What lies beside the database and cannot be made again.
constexpr std::array kFolders{"blobs", "packages"};

std::unexpected<Error> ioFail(const fs::path &path, const std::error_code &error)
{
    return fail(Errc::Io, path.native() + ": " + error.message());
}

Result<void> syncPath(const fs::path &path)
{
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file || ::fsync(file.get()) != 0)
        return fail(Errc::Io, path.native(), errno);
    return {};
}

QString quoted(const fs::path &path)
{
    return QStringLiteral("'") +
           QString::fromStdString(path.native()).replace(QLatin1Char('\''), QStringLiteral("''")) + QStringLiteral("'");
}

void tell(const BackupListener &listener, const char *step)
{
    if (listener.step)
        listener.step(QString::fromLatin1(step));
}

Result<void> mayGoOn(const BackupListener &listener)
{
    return listener.mayGoOn ? listener.mayGoOn() : Result<void>{};
}

/// Removes what was begun and not finished.
class HalfDone
{
public:
    explicit HalfDone(fs::path path)
        : m_path(std::move(path))
    {
    }
    HalfDone(const HalfDone &) = delete;
    HalfDone &operator=(const HalfDone &) = delete;
    ~HalfDone()
    {
        std::error_code ignored;
        if (!m_path.empty())
            fs::remove_all(m_path, ignored);
    }
    [[nodiscard]] const fs::path &path() const { return m_path; }
    Result<void> finishAs(const fs::path &name)
    {
        std::error_code error;
        fs::rename(m_path, name, error);
        if (error)
            return ioFail(name, error);
        m_path.clear();
        return syncPath(name.has_parent_path() ? name.parent_path() : fs::path("."));
    }

private:
    fs::path m_path;
};

/// Every regular file below `from`, into the same place below `to`. Links are left out: nothing of ours is one.
Result<void> copyFiles(const fs::path &from, const fs::path &to, BackupReport &report, const BackupListener &listener)
{
    std::error_code error;
    if (!fs::exists(from, error))
        return {};
    for (auto at = fs::recursive_directory_iterator(from, error); at != fs::recursive_directory_iterator();
         at.increment(error)) {
        if (error)
            return ioFail(from, error);
        TRY(mayGoOn(listener));
        const fs::path target = to / fs::relative(at->path(), from, error);
        if (at->is_symlink())
            continue;
        if (at->is_directory()) {
            fs::create_directories(target, error);
        } else if (at->is_regular_file()) {
            fs::create_directories(target.parent_path(), error);
            fs::copy_file(at->path(), target, error);
            if (error == std::errc::no_such_file_or_directory) { // it was purged just now
                error.clear();
                continue;
            }
            if (!error)
                TRY(syncPath(target));
            ++report.files;
            report.bytes += static_cast<std::int64_t>(fs::file_size(target, error));
        }
        if (error)
            return ioFail(target, error);
    }
    if (error) // it ended the loop
        return ioFail(from, error);
    return {};
}

/// The blobs that rows and events refer to.
Result<std::set<QString>> referredBlobs(Database &database)
{
    std::set<QString> hashes;
    {
        auto rows = TRY(database.query("SELECT content_blob FROM source_file WHERE content_blob IS NOT NULL UNION "
                                       "SELECT input_blob FROM run_input WHERE input_blob IS NOT NULL UNION "
                                       "SELECT expected_blob FROM run_input WHERE expected_blob IS NOT NULL UNION "
                                       "SELECT output_blob FROM case_run WHERE output_blob IS NOT NULL UNION "
                                       "SELECT error_output_blob FROM case_run WHERE error_output_blob IS NOT NULL"));
        while (TRY(rows.next()))
            hashes.insert(rows.text(0));
    }
    auto rows = TRY(database.query("SELECT data FROM event WHERE data LIKE '%\"blob\":%'"));
    while (TRY(rows.next()))
        forEachBlobIn(rows.text(0), [&hashes](const QString &hash) { hashes.insert(hash); });
    return hashes;
}

/// Where in that folder the package lies that was at `root`; nothing when it is not in there.
std::optional<fs::path> placeOf(const fs::path &root, const fs::path &folder)
{
    const std::string &text = root.native();
    const auto at = text.rfind("/packages/");
    if (at == std::string::npos)
        return std::nullopt;
    const fs::path place = text.substr(at + 1);
    std::error_code error;
    return fs::exists(folder / place, error) ? std::optional(place) : std::nullopt;
}

/// Errors: InvalidData, saying what is wrong; Unsupported for one of a newer schema.
Result<void> checkFolder(const fs::path &folder, BackupReport &report, const BackupListener &listener)
{
    const auto database = TRY(Database::open(folder / kDatabase, Database::Access::ReadOnly));
    const int version = TRY(database->askOnce(QStringLiteral("PRAGMA user_version"))).toInt();
    if (version > latestSchemaVersion())
        return fail(Errc::Unsupported, "it was made by a newer Assay (schema " + std::to_string(version) + ")");
    if (version == 0)
        return fail(Errc::InvalidData, folder.native() + " holds no database of Assay");
    const QString sound = TRY(database->askOnce(QStringLiteral("PRAGMA integrity_check"))).toString();
    if (sound != QStringLiteral("ok"))
        return fail(Errc::InvalidData, "the database is damaged: " + sound.toStdString());
    const auto blobs = TRY(FileBlobs::open(folder / "blobs"));
    for (const QString &hash : TRY(referredBlobs(*database))) {
        TRY(mayGoOn(listener));
        const auto content = blobs->get(hash); // it says when it is not what its name says
        if (!content)
            return fail(Errc::InvalidData, "a stored content is missing or damaged: " + content.error().describe());
    }
    auto rows = TRY(database->query("SELECT root FROM problem WHERE listed = 1"));
    while (TRY(rows.next())) {
        if (!placeOf(rows.path(0), folder))
            report.outside.append(rows.text(0));
    }
    return {};
}

/// Else it would be copied into itself.
Result<void> requireElsewhere(const fs::path &target, const fs::path &from)
{
    std::error_code error;
    const fs::path place = fs::weakly_canonical(target, error);
    const fs::path source = fs::weakly_canonical(from, error);
    if (error)
        return ioFail(target, error);
    const auto [end, rest] = std::ranges::mismatch(source, place);
    if (end == source.end() && rest != place.end())
        return fail(Errc::InvalidArgument, target.native() + " lies in what is to be copied");
    return {};
}

Result<void> requireNothingAt(const fs::path &target)
{
    std::error_code error;
    const bool empty = !fs::exists(target, error) || (fs::is_directory(target, error) && fs::is_empty(target, error));
    if (!empty)
        return fail(Errc::InvalidArgument, target.native() + " is there already, and not empty");
    fs::remove(target, error); // an empty folder
    fs::create_directories(fs::absolute(target).parent_path(), error);
    if (error)
        return ioFail(target, error);
    return {};
}

/// Packages lie in another data folder now.
Result<void> moveRoots(const fs::path &folder, const fs::path &dataFolder)
{
    const auto database = TRY(Database::open(folder / kDatabase, Database::Access::ReadWrite));
    QList<std::pair<QString, fs::path>> roots;
    {
        auto rows = TRY(database->query("SELECT id, root FROM problem"));
        while (TRY(rows.next()))
            roots.append({rows.text(0), rows.path(1)});
    }
    for (const auto &[id, root] : roots) {
        if (const auto place = placeOf(root, folder))
            TRY(database->run("UPDATE problem SET root = ? WHERE id = ?", fs::absolute(dataFolder) / *place, id));
    }
    return {};
}

/// What `from` holds, as a new folder `target`; when it is restored, packages are looked for there from then on.
Result<BackupReport> copyFolder(const fs::path &from, const fs::path &target, bool restoring,
                                const BackupListener &listener)
{
    if (!fs::exists(from / kDatabase))
        return fail(Errc::InvalidArgument, from.native() + " holds no database of Assay");
    TRY(requireElsewhere(target, from));
    TRY(requireNothingAt(target));
    HalfDone made(target.native() + ".part");
    std::error_code error;
    fs::remove_all(made.path(), error); // of an earlier one that was killed
    if (!fs::create_directory(made.path(), error))
        return ioFail(made.path(), error);
    fs::permissions(made.path(), fs::perms::owner_all, error);
    BackupReport report;
    tell(listener, "copying the database");
    {
        const auto database = TRY(Database::open(from / kDatabase, Database::Access::ReadOnly));
        TRY(database->runOnce(QStringLiteral("VACUUM INTO ") + quoted(made.path() / kDatabase)));
    }
    report.bytes = static_cast<std::int64_t>(fs::file_size(made.path() / kDatabase, error));
    tell(listener, "copying contents and packages");
    for (const char *folder : kFolders)
        TRY(copyFiles(from / folder, made.path() / folder, report, listener));
    tell(listener, "checking the copy");
    TRY(checkFolder(made.path(), report, listener));
    if (restoring)
        TRY(moveRoots(made.path(), target));
    TRY(syncPath(made.path() / kDatabase));
    tell(listener, "giving it its name");
    TRY(made.finishAs(target));
    return report;
}

} // namespace

Result<BackupReport> writeBackup(const fs::path &dataFolder, const fs::path &target, const BackupListener &listener)
{
    return copyFolder(dataFolder, target, false, listener);
}

Result<BackupReport> restoreBackup(const fs::path &backup, const fs::path &dataFolder, const BackupListener &listener)
{
    return copyFolder(backup, dataFolder, true, listener);
}

} // namespace assay::core
