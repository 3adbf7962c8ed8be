// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's command line asks for.
#pragma once

#include "base/result.h"
#include "core/engine.h"
#include "core/settings/settings.h"

#include <QStringList>

#include <filesystem>
#include <vector>

namespace assay::app {

struct CommandLine {
    core::EngineOptions engine;
    core::Settings settings = core::Settings::read({});
    bool practice = false;
    std::vector<std::filesystem::path> packages; ///< Absolute.
};

/// `assay [--data DIR] [--settings FILE] [--set KEY=VALUE] [--practice] [PACKAGE…]`. Prints and ends the program for --help, --version and wrong usage.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);

/// What of them the engine is started with.
void applyDesktopSettings(const core::Settings &settings, core::EngineOptions &options);

/// Where languages/, problems/ and seccomp/ are: installed beside the program, else in the source tree.
[[nodiscard]] std::filesystem::path findResourceFolder();

} // namespace assay::app
