// SPDX-License-Identifier: GPL-3.0-or-later
// CheckWindow: "Check this computer": what its sandbox has, and what hostile programs make of it.
#pragma once

#include "app/text/attack_text.h"

#include <QDialog>

class QCheckBox;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace assay::app {

class AttackController;
class AttacksModel;
class SignLine;
class StatusSection;

class CheckWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit CheckWindow(const core::AttackOptions &options, QWidget *parent = nullptr);

    /// The engine's sandbox, as it is now.
    void showSandbox(const core::SandboxStatus &sandbox);
    [[nodiscard]] AttackController *controller() const { return m_controller; }
    [[nodiscard]] AttacksModel *attacks() const { return m_attacks; }
    [[nodiscard]] QString report() const;

    /// Deletes the window.
    void done(int result) override;

private:
    QWidget *buildSandbox();
    QWidget *buildAttacks();
    QWidget *buildButtons();
    void buildTable();
    void wire();
    void begin(int cases, const QString &tier);
    void addRows(const QList<core::AttackRow> &rows);
    void end(const core::AttackSummary &summary);
    void giveUp(const Error &error);
    void updateButtons();

    AttackController *m_controller;
    AttacksModel *m_attacks;
    QSortFilterProxyModel *m_shown;
    core::SandboxStatus m_sandbox;
    std::optional<core::AttackSummary> m_summary;

    StatusSection *m_mechanisms = nullptr;
    SignLine *m_sign = nullptr;
    QProgressBar *m_progress = nullptr;
    QTableView *m_table = nullptr;
    QCheckBox *m_notableOnly = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace assay::app
