// SPDX-License-Identifier: GPL-3.0-or-later
// UnpackFixture: a place for an archive and one to unpack it into, and what was left in either.
#pragma once

#include "core/problems/archive_unpack.h"

#include "tests/unit/problems/archive_writer.h"

#include <QStringList>
#include <QTemporaryDir>

struct UnpackFixture {
    UnpackFixture() { std::filesystem::create_directories(target()); }

    [[nodiscard]] std::filesystem::path archive(const char *name = "sum.zip") const
    {
        return std::filesystem::path{dir.path().toStdString()} / name;
    }
    [[nodiscard]] std::filesystem::path target() const
    {
        return std::filesystem::path{dir.path().toStdString()} / "inner" / "target";
    }

    /// Everything that lies in the place, links not followed.
    [[nodiscard]] QStringList listing() const
    {
        QStringList names;
        for (const auto &entry : std::filesystem::recursive_directory_iterator{dir.path().toStdString()})
            names.append(QString::fromStdString(entry.path().string()));
        names.sort();
        return names;
    }

    /// What unpackArchive says; nothing may have been written then.
    [[nodiscard]] QString refusal(const std::filesystem::path &file,
                                  const assay::core::ArchiveLimits &limits = {}) const
    {
        const QStringList before = listing();
        const auto result = assay::core::unpackArchive(file, target(), limits);
        if (result)
            return QStringLiteral("unpacked");
        if (listing() != before)
            return QStringLiteral("refused, but something was left");
        return QString::fromStdString(result.error().describe());
    }

    QTemporaryDir dir;
};
