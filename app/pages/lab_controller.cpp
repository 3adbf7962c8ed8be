// SPDX-License-Identifier: GPL-3.0-or-later
// LabController: verifies a package on a thread of its own and brings what it finds to the GUI thread.
#include "app/pages/lab_controller.h"

namespace assay::app {

LabController::LabController(core::EngineOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_background(1)
{
}

LabController::~LabController()
{
    stop();
}

void LabController::start(const std::filesystem::path &package)
{
    if (m_running)
        return;
    m_running = true;
    m_stop = std::stop_source();
    m_background.run(
        this,
        [this, package, stop = m_stop.get_token()]() -> Result<core::VerificationSummary> {
            m_session.reset();
            m_session = TRY(core::LabSession::open(m_options, stop));
            return core::verifyPackage(*m_session, package, listener());
        },
        [this](const Result<core::VerificationSummary> &summary) { finish(summary); });
}

core::VerificationListener LabController::listener()
{
    const auto later = [this](auto call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); };
    return {
        .opened =
            [this, later](const core::Problem &problem, const QList<core::Finding> &findings) {
                later([this, problem, findings] { Q_EMIT opened(problem, findings); });
            },
        .timeLimitFound =
            [this, later](const core::TimeLimitFound &found) {
                later([this, found] { Q_EMIT timeLimitFound(found); });
            },
        .judged = [this, later](const core::JuryResult &result) { later([this, result] { Q_EMIT judged(result); }); },
        .progress =
            [this](const core::LabProgress &progress) {
                take(progress);
                return true;
            },
        .dataProgress =
            [this, later](const core::DataCheckProgress &progress) {
                later([this, progress] { Q_EMIT dataProgressed(progress); });
            },
    };
}

void LabController::stop()
{
    m_stop.request_stop();
}

void LabController::take(const core::LabProgress &progress)
{
    const std::scoped_lock lock(m_mutex);
    const bool posted = m_progress.has_value();
    m_progress = progress;
    if (!posted)
        QMetaObject::invokeMethod(this, &LabController::flush, Qt::QueuedConnection);
}

void LabController::flush()
{
    std::optional<core::LabProgress> progress;
    {
        const std::scoped_lock lock(m_mutex);
        progress.swap(m_progress);
    }
    if (progress && m_running)
        Q_EMIT progressed(*progress);
}

void LabController::finish(const Result<core::VerificationSummary> &summary)
{
    m_running = false;
    if (summary)
        Q_EMIT ended(*summary);
    else
        Q_EMIT failed(summary.error());
}

} // namespace assay::app
