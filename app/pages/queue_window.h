// SPDX-License-Identifier: GPL-3.0-or-later
// QueueWindow: what is being judged and what waits, and the rules of both lanes.
#pragma once

#include "app/models/queue_model.h"

#include <QDialog>

class QDoubleSpinBox;
class QGridLayout;
class QPushButton;
class QSpinBox;
class QTableView;

namespace assay::app {

class EmptyState;
class SignLine;

class QueueWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit QueueWindow(QWidget *parent = nullptr);

    [[nodiscard]] QueueModel *model() const { return m_model; }
    void showEntries(const QList<core::QueueEntry> &entries);
    /// What is in force. A value that is being typed is left alone. `ownAtOnce` is what 0 means.
    void showRules(const core::QueueRules &rules, const core::QueueRules &ownAtOnce);
    /// Something did not work.
    void showFailure(const QString &text);

Q_SIGNALS:
    void rulesChanged(const assay::core::QueueRules &rules);
    void stopRequested(const QList<assay::core::SubmissionId> &submissions);

private:
    struct LaneRow {
        QSpinBox *atOnce = nullptr;
        QSpinBox *maxWaiting = nullptr;
        QDoubleSpinBox *perSecond = nullptr;
        QPushButton *pause = nullptr;
    };
    QWidget *buildRules();
    LaneRow buildLane(QGridLayout *grid, int row, const QString &name);
    QWidget *buildButtons();
    [[nodiscard]] core::QueueRules rulesOnScreen() const;
    void updateSign();
    void stopChosen();

    QueueModel *m_model;
    SignLine *m_sign;
    QTableView *m_table;
    QWidget *m_rulesBox = nullptr;
    QPushButton *m_stop = nullptr;
    LaneRow m_run;
    LaneRow m_submit;
    core::QueueRules m_rules;
    bool m_showing = false; ///< Values are being set by us.
};

} // namespace assay::app
