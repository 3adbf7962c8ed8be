// SPDX-License-Identifier: GPL-3.0-or-later
// Puts the files that a problem adds to every submission beside a submission's own.
#include "core/judge/included_files.h"

#include "core/problems/constants.h"

#include <QFile>

#include <algorithm>

namespace assay::core {

namespace {

const IncludedFiles *includedFor(const Problem &problem, const Language &language)
{
    for (const QString &name : QStringList{language.id} + language.aliases + QStringList{QStringLiteral("default")}) {
        if (const auto found = problem.included.constFind(name); found != problem.included.constEnd())
            return &*found;
    }
    return nullptr;
}

} // namespace

Result<QList<SourceFile>> withIncludedFiles(const QList<SourceFile> &sources, const Problem &problem,
                                            const Language &language)
{
    QList<SourceFile> all = sources;
    const IncludedFiles *included = includedFor(problem, language);
    if (included == nullptr)
        return all;
    for (const auto &path : included->files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::Io, path.string() + ": " + file.errorString().toStdString());
        SourceFile source{.name = QString::fromStdString(path.lexically_relative(included->root).generic_string()),
                          .content = applyConstants(file.readAll(), problem.constants)};
        const auto own = std::ranges::find(all, source.name, &SourceFile::name);
        if (own == all.end())
            all.append(std::move(source));
        else
            *own = std::move(source);
    }
    return all;
}

} // namespace assay::core
