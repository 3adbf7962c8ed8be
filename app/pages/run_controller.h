// SPDX-License-Identifier: GPL-3.0-or-later
// RunController: hands runs and submissions to the engine and follows them.
#pragma once

#include "app/widgets/message_bar.h"
#include "core/model/submission.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace assay::app {

class EngineHost;
class ProblemsModel;
class SolvePage;
class SubmissionsModel;
class SubmissionWindow;

class RunController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed.
    RunController(EngineHost &host, SolvePage &page, SubmissionsModel &submissions, const ProblemsModel &problems,
                  QObject *parent = nullptr);

    /// For whom it hands in. Before `start`; nobody: whoever sits here.
    void setParticipant(core::ParticipantId id) { m_participant = id; }
    /// After the engine opened: the submissions of earlier times.
    void start();
    /// Reads the list anew.
    void reload();
    void run(core::ProblemId problem, core::Purpose purpose);
    void stop();
    void cancel(core::SubmissionId id);
    void openDetails(core::SubmissionId id);
    void fetchSource(core::SubmissionId id);
    /// A submission is being handed over or judged.
    [[nodiscard]] bool isBusy() const;
    void forget();

Q_SIGNALS:
    void messageRaised(const assay::app::Message &message);
    void busyChanged();
    void sourceFetched(const assay::core::Submission &submission);

private:
    void accepted(core::SubmissionId id);
    void lineChanged(core::SubmissionId id);
    void askForPosition();
    void raise(const QString &text, const Error &error);

    EngineHost &m_host;
    SolvePage &m_page;
    SubmissionsModel &m_submissions;
    const ProblemsModel &m_problems;
    core::ParticipantId m_participant;
    std::optional<core::SubmissionId> m_current;
    std::optional<int> m_ahead;
    bool m_sending = false;
    bool m_ended = true;
    bool m_asking = false;
    QList<QPointer<SubmissionWindow>> m_windows;
};

} // namespace assay::app
