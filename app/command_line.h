// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's command line asks for.
#pragma once

#include "base/result.h"
#include "core/engine.h"

#include <QStringList>

#include <filesystem>
#include <vector>

namespace assay::app {

struct CommandLine {
    core::EngineOptions engine;
    bool practice = false;
    std::vector<std::filesystem::path> packages; ///< Absolute.
};

/// `assay [--data DIR] [--practice] [PACKAGE…]`. Prints and ends the program for --help, --version and wrong usage.
[[nodiscard]] CommandLine parseCommandLine(const QStringList &arguments);

/// Where languages/, problems/ and seccomp/ are: installed beside the program, else in the source tree.
[[nodiscard]] std::filesystem::path findResourceFolder();

} // namespace assay::app
