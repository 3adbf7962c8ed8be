// SPDX-License-Identifier: GPL-3.0-or-later
// LabWindow: the Problem Lab: one package, with its findings, its authors' submissions and the times they take.
#pragma once

#include "core/lab/verification.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace assay::app {

class CasesModel;
class CompilerPanel;
class FindingsModel;
class JuryModel;
class LabController;
class SignLine;
class TimingAxis;

class LabWindow final : public QDialog
{
    Q_OBJECT

public:
    /// The options of the engine that judges; its data folder is not used.
    explicit LabWindow(const core::EngineOptions &options, QWidget *parent = nullptr);

    /// Asks for it when it is empty. Nothing is run yet. Nothing happens while another one is verified.
    void setPackage(const std::filesystem::path &package);
    [[nodiscard]] LabController *controller() const { return m_controller; }
    [[nodiscard]] JuryModel *jury() const { return m_jury; }
    [[nodiscard]] FindingsModel *findings() const { return m_findings; }
    [[nodiscard]] QString report() const;

    /// Deletes the window.
    void done(int result) override;

Q_SIGNALS:
    /// The user wants to choose a package.
    void packageWanted();
    /// The package with that content gives no time limit, and its authors' submissions led to this one.
    void timeLimitInferred(const QString &contentHash, assay::Milliseconds limit);
    /// All of it was run.
    void verified(const QString &contentHash, const assay::core::VerificationSummary &summary);

private:
    QWidget *buildHeader();
    QWidget *buildBody();
    QWidget *buildSubmissions();
    QWidget *buildDetails();
    QWidget *buildButtons();
    void wire();
    void verify();
    void begin(const core::Problem &problem, const QList<core::Finding> &findings);
    void showResult(const core::JuryResult &result);
    void end(const core::VerificationSummary &summary);
    void giveUp(const Error &error);
    void showSubmission(int row);
    void showTimes();
    void openFile(const core::Finding &finding);
    void exportPackage();
    void addFindings(const QList<core::Finding> &findings);
    void updateButtons();

    LabController *m_controller;
    JuryModel *m_jury;
    QSortFilterProxyModel *m_shown;
    FindingsModel *m_findings;
    CasesModel *m_cases;
    std::filesystem::path m_package;
    std::optional<core::Problem> m_problem;
    std::optional<core::TimeLimitFound> m_limit;

    QStackedWidget *m_stack = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_facts = nullptr;
    SignLine *m_sign = nullptr;
    QLabel *m_margins = nullptr;
    QProgressBar *m_progress = nullptr;
    QTableView *m_table = nullptr;
    TimingAxis *m_axis = nullptr;
    QTabWidget *m_details = nullptr;
    QTableView *m_casesTable = nullptr;
    QTableView *m_findingsTable = nullptr;
    CompilerPanel *m_compiler = nullptr;
    QCheckBox *m_notableOnly = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_export = nullptr;
};

} // namespace assay::app
