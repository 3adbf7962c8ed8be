// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionWindow: everything about one submission: source, cases, compiler, outputs, times.
#pragma once

#include "core/model/candidate_view.h"
#include "core/model/submission.h"

#include <QCoreApplication>
#include <QDialog>

class QFormLayout;
class QLabel;
class QTableView;
class QTabWidget;

namespace assay::app {

class CasesModel;
class CompilerPanel;
class TextPane;

struct SubmissionDetails {
    core::Submission submission;
    core::CandidateJudgement judgement;
    QString problemTitle;
    QString languageName;
    QString highlighting; ///< KSyntaxHighlighting definition name.
    QStringList judgements; ///< Every judgement of it in a line, oldest first, when there are several.
};

class SubmissionWindow final : public QDialog
{
    Q_DECLARE_TR_FUNCTIONS(SubmissionWindow)

public:
    explicit SubmissionWindow(const SubmissionDetails &details, QWidget *parent = nullptr);

    void showJudgement(const core::CandidateJudgement &judgement);
    [[nodiscard]] core::SubmissionId id() const { return m_details.submission.id; }

private:
    QWidget *buildHeader();
    QWidget *buildSource();
    QWidget *buildCases();
    void showCase(int row);
    void fillTimes();

    SubmissionDetails m_details;
    QLabel *m_icon = nullptr;
    QLabel *m_outcome = nullptr;
    QLabel *m_facts = nullptr;
    QLabel *m_times = nullptr;
    QTabWidget *m_tabs = nullptr;
    CasesModel *m_cases = nullptr;
    QTableView *m_table = nullptr;
    TextPane *m_output = nullptr;
    TextPane *m_errors = nullptr;
    CompilerPanel *m_compiler = nullptr;
};

} // namespace assay::app
