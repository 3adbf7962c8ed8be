// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionWindow: everything about one submission: source, cases, compiler, outputs, times.
#include "app/pages/submission_window.h"

#include "app/editor/code_editor.h"
#include "app/models/cases_model.h"
#include "app/models/submissions_model.h"
#include "app/pages/compiler_panel.h"
#include "app/text/format_text.h"
#include "app/text/verdict_text.h"
#include "app/theme/icons.h"
#include "app/theme/theme.h"
#include "app/widgets/tables.h"
#include "app/widgets/text_pane.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace assay::app {

SubmissionWindow::SubmissionWindow(const SubmissionDetails &details, QWidget *parent)
    : QDialog(parent)
    , m_details(details)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(
        tr("Submission %1", "title of a window").arg(QString::fromStdString(details.submission.id.toText()).last(6)));
    resize(860, 620);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(buildCases(), tr("Tests"));
    m_tabs->addTab(buildSource(), tr("Source"));
    m_compiler = new CompilerPanel(m_tabs);
    m_tabs->addTab(m_compiler, tr("Compiler"));
    if (!details.judgements.isEmpty()) {
        auto *judgements = new QPlainTextEdit(details.judgements.join(QLatin1Char('\n')), m_tabs);
        judgements->setReadOnly(true);
        judgements->setTabChangesFocus(true);
        judgements->setAccessibleName(tr("Judgements"));
        m_tabs->addTab(judgements, tr("Judgements (%1)").arg(details.judgements.size()));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(12, 8, 12, 10);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHeader());
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    showJudgement(details.judgement);
}

QWidget *SubmissionWindow::buildHeader()
{
    auto *header = new QWidget(this);
    m_icon = new QLabel(header);
    m_outcome = new QLabel(header);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_outcome->setFont(large);
    m_facts = new QLabel(header);
    m_times = new QLabel(header);
    for (auto *label : {m_facts, m_times}) {
        label->setProperty("role", QStringLiteral("muted"));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    auto *layout = new QGridLayout(header);
    layout->setContentsMargins(16, 14, 16, 10);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(3);
    layout->addWidget(m_icon, 0, 0);
    layout->addWidget(m_outcome, 0, 1);
    layout->addWidget(m_facts, 1, 1);
    layout->addWidget(m_times, 2, 1);
    layout->setColumnStretch(1, 1);
    return header;
}

QWidget *SubmissionWindow::buildSource()
{
    auto *files = new QTabWidget(this);
    files->setDocumentMode(true);
    files->setTabBarAutoHide(true);
    for (const auto &source : std::as_const(m_details.submission.sources)) {
        auto *editor = new CodeEditor(files);
        editor->setReadOnly(true);
        editor->setTabMovesFocus(true);
        editor->setHighlighting(m_details.highlighting);
        editor->setPlainText(QString::fromUtf8(source.content));
        editor->setAccessibleName(tr("Source code of %1").arg(source.name));
        files->addTab(editor, source.name);
    }
    return files;
}

QWidget *SubmissionWindow::buildCases()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_cases = new CasesModel(this);
    m_table = makeTable(m_cases, tr("Tests"), splitter);
    setColumnWidths(*m_table, {{CasesModel::Number, 7}, {CasesModel::Name, 22}, {CasesModel::Result, 24}});
    m_table->horizontalHeader()->setSectionResizeMode(CasesModel::Reason, QHeaderView::Stretch);
    auto *outputs = new QSplitter(Qt::Horizontal, splitter);
    m_output = new TextPane(tr("Output"), TextPane::Access::ReadOnly, outputs);
    m_errors = new TextPane(tr("Error output"), TextPane::Access::ReadOnly, outputs);
    for (auto *pane : {m_output, m_errors})
        pane->setContentsMargins(8, 6, 8, 6);
    splitter->setSizes({320, 160});
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { showCase(index.row()); });
    connect(m_cases, &QAbstractItemModel::dataChanged, this, [this] { showCase(m_table->currentIndex().row()); });
    return splitter;
}

void SubmissionWindow::showCase(int row)
{
    if (row < 0) {
        m_output->setPlaceholder(tr("Choose a test above to see what the program wrote."));
        return;
    }
    const auto &run = m_details.judgement.cases.at(row);
    const auto hidden = run.name.isEmpty();
    m_output->setPlaceholder(hidden ? tr("Outputs of hidden tests are not shown.") : tr("The program wrote nothing."));
    m_output->setBytes(run.output);
    m_output->setNote(run.outputCut ? tr("shortened") : QString());
    m_errors->setBytes(run.errorOutput);
}

void SubmissionWindow::showJudgement(const core::CandidateJudgement &judgement)
{
    m_details.judgement = judgement;
    const auto look = lookOf(judgement.state, judgement.verdict);
    const auto color = themeOf(palette()).tone(look.tone);
    m_icon->setPixmap(glyphIcon(look.glyph, color).pixmap(QSize(24, 24), devicePixelRatioF()));
    m_outcome->setText(outcomeText(judgement, m_details.submission.purpose));
    m_facts->setText(tr("%1 · %2 · %3 · worst test: %4, %5", "problem, language, purpose, time, memory")
                         .arg(m_details.problemTitle, m_details.languageName, purposeText(m_details.submission.purpose),
                              durationText(worstCpu(judgement)), sizeText(worstMemory(judgement))));
    fillTimes();
    m_cases->update(judgement.cases);
    if (judgement.compile) {
        QStringList files;
        for (const auto &source : std::as_const(m_details.submission.sources))
            files.append(source.name);
        m_compiler->showResult(*judgement.compile, files);
        if (!judgement.compile->ok)
            m_tabs->setCurrentWidget(m_compiler);
    }
    m_tabs->setTabVisible(m_tabs->indexOf(m_compiler), judgement.compile.has_value());
    showCase(m_table->currentIndex().row());
}

void SubmissionWindow::fillTimes()
{
    const auto &judgement = m_details.judgement;
    QStringList parts{tr("Handed in %1").arg(exactTimeText(m_details.submission.created))};
    if (judgement.started)
        parts.append(tr("started %1").arg(exactTimeText(*judgement.started)));
    if (judgement.ended)
        parts.append(tr("ended %1").arg(exactTimeText(*judgement.ended)));
    if (!judgement.sandboxTier.isEmpty())
        parts.append(tr("sandbox: %1").arg(judgement.sandboxTier));
    m_times->setText(parts.join(QStringLiteral(" · ")));
}

} // namespace assay::app
