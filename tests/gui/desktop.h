// SPDX-License-Identifier: GPL-3.0-or-later
// Desktop: the main window with the real engine behind it, in a folder that goes with it.
#pragma once

#include "app/actions.h"
#include "app/engine_host.h"
#include "app/main_window.h"
#include "tests/gui/gui_fixture.h"

#include <QTemporaryDir>

#include <memory>

namespace assay::test {

/// Milliseconds: QTRY_… narrows a duration to int, with a warning.
inline constexpr int kJudging = 90'000;

inline const std::filesystem::path kSampleProblems = ASSAY_SOURCE_DIR "/resources/problems";

struct Desktop {
    QTemporaryDir dir;
    QStringList settings; ///< "key=value", as on the command line.
    std::unique_ptr<app::EngineHost> host;
    std::unique_ptr<app::MainWindow> window;

    /// With those packages; once more: as after a restart.
    void open(const std::vector<std::filesystem::path> &packages = {})
    {
        close();
        app::CommandLine line;
        line.engine.dataFolder = dir.filePath(QStringLiteral("data")).toStdString();
        line.engine.resourceFolder = ASSAY_SOURCE_DIR "/resources";
        line.engine.sandboxProgram = ASSAY_BIN_DIR "/assay-sandbox";
        line.engine.leastTier = core::LeastTier::forOwnPrograms();
        line.engine.compiling.warmUp = core::WarmUp::Never;
        line.packages = packages;
        line.settings = core::Settings::read({.file = {}, .environment = {}, .commandLine = settings});
        host = std::make_unique<app::EngineHost>(line.engine);
        window = std::make_unique<app::MainWindow>(*host, line);
        window->resize(1300, 800);
        window->show();
        host->open();
        QTRY_VERIFY_WITH_TIMEOUT(host->engine() != nullptr, kJudging);
    }
    /// Until a problem is open and can be submitted to.
    void waitForProblem() const { QTRY_VERIFY_WITH_TIMEOUT(action(app::ActionId::Submit)->isEnabled(), kJudging); }
    void close()
    {
        window.reset();
        host.reset();
    }
    [[nodiscard]] core::Engine &engine() const { return *host->engine(); }
    [[nodiscard]] QAction *action(app::ActionId id) const { return (*window->actions())[id]; }
};

} // namespace assay::test
