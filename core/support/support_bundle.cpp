// SPDX-License-Identifier: GPL-3.0-or-later
// A support bundle: what somebody needs to know who is to help, in one archive, and nothing that is not theirs to know.
#include "core/support/support_bundle.h"

#include "core/json/report_json.h"
#include "core/json/settings_json.h"
#include "core/json/support_json.h"
#include "core/store/store_figures.h"

#include <QDir>
#include <QFile>

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <utility>
#include <vector>

namespace assay::core {

namespace {

constexpr int kMostLogs = 4; ///< The current one and the newest that were put away.
constexpr qint64 kMostOfALog = 24 * 1024 * 1024;

constexpr auto kReadMe = "What this is: a support bundle of Assay, for whoever is to help with a problem.\n\n"
                         "system.json      versions of the program, of Qt and of the system; processors\n"
                         "sandbox.json     what the sandbox of this computer can do, as `assayd doctor` says it\n"
                         "languages.json   which languages are installed, as `assayd languages` says it\n"
                         "settings.json    settings, and where each comes from\n"
                         "database.json    how many rows each table has\n"
                         "logs/            what the program logged in the last days\n\n"
                         "There is no code in it, no name of anybody, no test data and no password. Paths of this "
                         "computer are. Read it before\n"
                         "you pass it on.\n";

struct Freed {
    void operator()(archive *handle) const { archive_write_free(handle); }
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

using Entries = std::vector<std::pair<QString, QByteArray>>;

void addLogs(const std::filesystem::path &dataFolder, Entries &entries)
{
    const QDir logs(QString::fromStdString((dataFolder / "logs").native()));
    QStringList names = logs.entryList({QStringLiteral("assay-*.jsonl"), QStringLiteral("assay-*.jsonl.gz")},
                                       QDir::Files | QDir::NoSymLinks, QDir::Name | QDir::Reversed);
    names.prepend(QStringLiteral("assay.jsonl"));
    for (const QString &name : names.first(std::min<qsizetype>(names.size(), kMostLogs))) {
        QFile file(logs.filePath(name));
        if (file.size() <= kMostOfALog && file.open(QIODevice::ReadOnly))
            entries.emplace_back(QStringLiteral("logs/") + name, file.readAll());
    }
}

Entries entriesOf(const SupportFacts &facts)
{
    Entries entries{{QStringLiteral("README.txt"), QByteArray(kReadMe)},
                    {QStringLiteral("system.json"), systemJson(facts.program)},
                    {QStringLiteral("sandbox.json"), toJson(facts.sandbox)},
                    {QStringLiteral("languages.json"), toJson(facts.languages)},
                    {QStringLiteral("settings.json"), toJsonLine(facts.settings)}};
    if (const auto figures = storeFigures(facts.dataFolder, facts.database))
        entries.emplace_back(QStringLiteral("database.json"), figuresJson(*figures));
    addLogs(facts.dataFolder, entries);
    return entries;
}

Result<void> writeEntries(archive &to, const Entries &entries)
{
    for (const auto &[name, content] : entries) {
        const std::unique_ptr<archive_entry, Freed> entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), ("assay-support/" + name.toStdString()).c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0600);
        archive_entry_set_size(entry.get(), content.size());
        const auto size = static_cast<std::size_t>(content.size());
        if (archive_write_header(&to, entry.get()) != ARCHIVE_OK ||
            archive_write_data(&to, content.constData(), size) != content.size())
            return fail(Errc::Io, archive_error_string(&to));
    }
    if (archive_write_close(&to) != ARCHIVE_OK)
        return fail(Errc::Io, archive_error_string(&to));
    return {};
}

} // namespace

Result<QStringList> writeSupportBundle(const std::filesystem::path &target, const SupportFacts &facts)
{
    const Entries entries = entriesOf(facts);
    const std::filesystem::path part = target.native() + ".part";
    const std::unique_ptr<archive, Freed> handle(archive_write_new());
    archive_write_add_filter_gzip(handle.get());
    archive_write_set_format_pax_restricted(handle.get());
    std::error_code error;
    if (archive_write_open_filename(handle.get(), part.c_str()) != ARCHIVE_OK)
        return fail(Errc::Io, archive_error_string(handle.get()));
    std::filesystem::permissions(part, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    const Result<void> written = writeEntries(*handle, entries);
    if (written)
        std::filesystem::rename(part, target, error);
    if (!written || error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        TRY(written);
        return fail(Errc::Io, target.native() + ": " + error.message());
    }
    QStringList names;
    for (const auto &[name, content] : entries)
        names.append(name);
    return names;
}

} // namespace assay::core
