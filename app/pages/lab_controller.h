// SPDX-License-Identifier: GPL-3.0-or-later
// LabController: verifies a package on a thread of its own and brings what it finds to the GUI thread.
#pragma once

#include "app/background.h"
#include "core/lab/verification.h"

#include <QObject>

#include <mutex>
#include <stop_token>

namespace assay::app {

class LabController : public QObject
{
    Q_OBJECT

public:
    /// The options of an engine; its data folder is not used.
    explicit LabController(core::EngineOptions options, QObject *parent = nullptr);
    /// Stops what runs, and waits the moment that takes.
    ~LabController() override;

    /// Nothing when it runs already.
    void start(const std::filesystem::path &package);
    /// `failed` with Cancelled follows.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void opened(const assay::core::Problem &problem, const QList<assay::core::Finding> &findings);
    void timeLimitFound(const assay::core::TimeLimitFound &found);
    void judged(const assay::core::JuryResult &result);
    /// The newest of what came since the last turn of the event loop.
    void progressed(const assay::core::LabProgress &progress);
    void dataProgressed(const assay::core::DataCheckProgress &progress);
    void ended(const assay::core::VerificationSummary &summary);
    void failed(const assay::Error &error);

private:
    [[nodiscard]] core::VerificationListener listener();
    void take(const core::LabProgress &progress);
    void flush();
    void finish(const Result<core::VerificationSummary> &summary);

    core::EngineOptions m_options;
    std::stop_source m_stop;
    bool m_running = false;
    /// Of the last verification: an unpacked archive lies in its folder, and its files are looked at afterwards. Used
    /// by the background's thread alone.
    std::unique_ptr<core::LabSession> m_session;
    std::mutex m_mutex; ///< Guards the next, which the verification's thread sets.
    std::optional<core::LabProgress> m_progress;
    Background m_background; ///< Last: it waits for what uses the rest.
};

} // namespace assay::app
