// SPDX-License-Identifier: GPL-3.0-or-later
// What `assayd serve --dev` puts into its store, to try the API with.
#pragma once

#include "core/engine.h"

namespace assay::server {

/// What somebody needs to begin.
struct DevSeed {
    QString account; ///< Its name,
    QString password; ///< and its password, which is another one at each start.
    QString token; ///< Of an account that may do everything; for a day.
    core::SessionId session; ///< Armed, with the sample problems and a candidate.
    QString code; ///< For the candidate.
};

/// Anew at each start: an account, if there is none, its token, and a session. Errors: those of what it does.
[[nodiscard]] Result<DevSeed> seedForDevelopment(core::Engine &engine, const std::filesystem::path &problems);

} // namespace assay::server
