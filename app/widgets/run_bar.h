// SPDX-License-Identifier: GPL-3.0-or-later
// RunBar: Run, Submit, Stop, and how far the last one is: "Queued 2nd › Compiling › Test 3/12 › Accepted".
#pragma once

#include "core/model/candidate_view.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace assay::app {

/// How far a submission is.
struct RunProgress {
    core::Purpose purpose = core::Purpose::Submit;
    core::CandidateJudgement judgement;
    std::optional<int> ahead; ///< How many wait in front of it, while it is queued.

    bool operator==(const RunProgress &) const = default;
};

/// The steps that were or are, for people; the last one is where it stands.
[[nodiscard]] QStringList stepTexts(const RunProgress &progress);

class RunBar : public QWidget
{
    Q_OBJECT

public:
    explicit RunBar(QWidget *parent = nullptr);

    /// The buttons do what the actions do, and are enabled with them.
    void setActions(QAction *run, QAction *submit, QAction *stop);
    void setRunLabel(const QString &text);
    void showProgress(const RunProgress &progress);
    /// Between the click and the engine's answer.
    void showSending();
    void clearProgress();
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void detailsRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();
    /// Pixels that these texts take, and that they have.
    [[nodiscard]] int widthOf(const QStringList &steps, const QString &last) const;
    [[nodiscard]] int roomForSteps() const;

    QPushButton *m_run;
    QPushButton *m_submit;
    QPushButton *m_stop;
    QLabel *m_icon;
    QLabel *m_steps;
    QLabel *m_figures;
    std::optional<RunProgress> m_progress;
    bool m_sending = false;
};

} // namespace assay::app
