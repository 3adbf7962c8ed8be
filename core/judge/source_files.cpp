// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a submission from disk: one file, or a folder of several.
#include "core/judge/source_files.h"

#include <QFile>

#include <algorithm>

namespace assay::core {

namespace {

namespace fs = std::filesystem;

/// Far above any problem's code limit, which the engine checks: this only keeps a mistake from filling memory.
constexpr qint64 kMaxBytes = 16 * 1024 * 1024;
constexpr std::size_t kMaxFiles = 1000;

Result<SourceFile> readFile(const fs::path &path, const fs::path &root)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::NotFound, path.string() + ": " + file.errorString().toStdString());
    SourceFile source{.name = QString::fromStdString(path.lexically_relative(root).generic_string()),
                      .content = file.read(kMaxBytes + 1)};
    if (source.content.size() > kMaxBytes)
        return fail(Errc::TooLarge, path.string() + " is too large for a source file");
    return source;
}

} // namespace

Result<QList<SourceFile>> readFiles(const std::vector<fs::path> &files, const fs::path &root)
{
    QList<SourceFile> sources;
    for (const auto &file : files)
        sources.append(TRY(readFile(file, root)));
    return sources;
}

Result<QList<SourceFile>> readSubmission(const fs::path &path)
{
    std::error_code error;
    if (!fs::exists(path, error))
        return fail(Errc::NotFound, "no such file or folder: " + path.string());
    if (!fs::is_directory(path, error))
        return readFiles({path}, path.parent_path());
    std::vector<fs::path> files;
    for (auto it = fs::recursive_directory_iterator(path, error); it != fs::recursive_directory_iterator();
         it.increment(error)) {
        if (it->path().filename().string().starts_with('.')) {
            it.disable_recursion_pending();
            continue;
        }
        if (it->is_regular_file(error))
            files.push_back(it->path());
        if (files.size() > kMaxFiles)
            return fail(Errc::TooLarge, path.string() + " holds too many files for a submission");
    }
    if (files.empty())
        return fail(Errc::InvalidArgument, path.string() + " holds no files");
    std::ranges::sort(files);
    return readFiles(files, path);
}

Result<const LanguageStatus *> languageOf(const LanguageTable &languages, const QString &wanted,
                                          const QList<SourceFile> &sources)
{
    if (!wanted.isEmpty())
        return languages.require(wanted);
    for (const auto &source : sources) {
        if (const auto *status = languages.forSource(source))
            return languages.require(status->language.id);
    }
    return fail(Errc::InvalidArgument, "no language here takes " + sources.first().name.toStdString() + " by its name");
}

} // namespace assay::core
