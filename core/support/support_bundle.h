// SPDX-License-Identifier: GPL-3.0-or-later
// A support bundle: what somebody needs to know who is to help, in one archive, and nothing that is not theirs to know.
#pragma once

#include "core/engine.h"
#include "core/settings/settings.h"

#include <filesystem>

namespace assay::core {

/// What goes into it besides what is found in the data folder.
struct SupportFacts {
    QString program; ///< "assay 0.1".
    SandboxStatus sandbox;
    QList<LanguageStatus> languages;
    Settings settings = Settings::read({});
    std::filesystem::path dataFolder; ///< Figures of its database, and its newest logs; may not be there.
    QString database{}; ///< A PostgreSQL one instead of the folder's own. Its URL is not told.
};

/// Writes a .tar.gz: versions of programs and system, the sandbox's state, languages, settings, how many rows each table of
/// the database has, and the logs of the last days. No code, no names, no test data. As a whole or not at all; one that is
/// there is replaced. Returns what is in it. Errors: Io.
[[nodiscard]] Result<QStringList> writeSupportBundle(const std::filesystem::path &target, const SupportFacts &facts);

} // namespace assay::core
