// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of a data folder, and bringing one back.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <filesystem>
#include <functional>

namespace assay::core {

/// How it goes on: called on the caller's thread.
struct BackupListener {
    std::function<void(const QString &)> step; ///< Another step begins: one of kBackupSteps.
    std::function<Result<void>()> mayGoOn; ///< Errors: Cancelled. Asked before each file.
};

inline constexpr int kBackupSteps = 4;

struct BackupReport {
    int files = 0; ///< Beside the database.
    std::int64_t bytes = 0; ///< In all.
    QStringList outside; ///< Problem packages that lie outside of the data folder: they are not in it.
};

/// Writes what the data folder holds, as of one moment, to the folder `target`, and checks it; an engine may be at work
/// there meanwhile. `target` is there as a whole or not at all. What is purged later stays in it. Errors: InvalidArgument
/// when `target` is there already, lies in `dataFolder`, or no database is in there; InvalidData when something was purged meanwhile, or is
/// damaged; Io, Store; those of `listener`.
[[nodiscard]] Result<BackupReport> writeBackup(const std::filesystem::path &dataFolder,
                                               const std::filesystem::path &target,
                                               const BackupListener &listener = {});
/// Checks the backup and makes `dataFolder` of it, which must be empty or not be there. Errors: as above.
[[nodiscard]] Result<BackupReport> restoreBackup(const std::filesystem::path &backup,
                                                 const std::filesystem::path &dataFolder,
                                                 const BackupListener &listener = {});

} // namespace assay::core
