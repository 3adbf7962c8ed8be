// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsWindow: long actions, and the log of the chosen one as it is written.
#pragma once

#include "app/models/operations_model.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace assay::app {

class SignLine;

class OperationsWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit OperationsWindow(QWidget *parent = nullptr);

    [[nodiscard]] OperationsModel *model() const { return m_model; }
    [[nodiscard]] QString shownLog() const;
    void showOperations(const QList<core::Operation> &operations);
    /// Only the chosen one's is shown; lines that stand there already are left out.
    void showLog(const core::OperationLog &log);
    void showFailure(const QString &text);
    [[nodiscard]] std::optional<core::OperationId> chosen() const;

Q_SIGNALS:
    /// Its log is wanted, from its beginning.
    void logRequested(assay::core::OperationId id);
    void cancelRequested(assay::core::OperationId id);
    void backupRequested();

private:
    QWidget *buildButtons();
    void choose();
    void updateSign();

    OperationsModel *m_model;
    QTableView *m_table;
    QStackedWidget *m_stack;
    SignLine *m_sign;
    QPlainTextEdit *m_log;
    QPushButton *m_cancel = nullptr;
    std::optional<core::OperationId> m_chosen;
    int m_lines = 0; ///< That are shown of its log.
};

} // namespace assay::app
