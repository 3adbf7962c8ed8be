// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingWindow: what a rejudging would change, to be applied or discarded.
#pragma once

#include "app/models/rejudging_model.h"

#include <QDialog>

class QCheckBox;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;

namespace assay::app {

class SignLine;

class RejudgingWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit RejudgingWindow(QWidget *parent = nullptr);

    void show(const core::Rejudging &rejudging);
    /// Something about it did not work.
    void showFailure(const QString &text);
    [[nodiscard]] core::RejudgingId id() const { return m_model->rejudging().id; }
    [[nodiscard]] RejudgingModel *model() const { return m_model; }

Q_SIGNALS:
    void applyRequested();
    void discardRequested();

private:
    QWidget *buildButtons();
    void updateSign();

    RejudgingModel *m_model;
    QSortFilterProxyModel *m_shown;
    SignLine *m_sign;
    QProgressBar *m_progress;
    QCheckBox *m_changesOnly = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_discard = nullptr;
};

} // namespace assay::app
