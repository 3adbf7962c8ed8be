// SPDX-License-Identifier: GPL-3.0-or-later
// LabWindow: the Problem Lab: one package, with its findings, its authors' submissions and the times they take.
#include "app/pages/lab_window.h"

#include "app/models/cases_model.h"
#include "app/models/findings_model.h"
#include "app/models/jury_model.h"
#include "app/pages/compiler_panel.h"
#include "app/pages/export_dialog.h"
#include "app/pages/lab_controller.h"
#include "app/text/error_text.h"
#include "app/text/lab_text.h"
#include "app/theme/icons.h"
#include "app/widgets/empty_state.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"
#include "app/widgets/timing_axis.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace assay::app {

LabWindow::LabWindow(const core::EngineOptions &options, QWidget *parent)
    : QDialog(parent)
    , m_controller(new LabController(options, this))
    , m_jury(new JuryModel(this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_findings(new FindingsModel(this))
    , m_cases(new CasesModel(this))
{
    setWindowTitle(tr("Problem Lab"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1060, 760);
    m_shown->setSourceModel(m_jury);
    m_shown->setFilterRole(JuryModel::kNotableRole);
    m_stack = new QStackedWidget(this);
    auto *nothing = new EmptyState(QStringLiteral("flask"), tr("Look at a problem package"),
                                   tr("Its files are checked, every submission of its authors is judged on all tests, "
                                      "and its validators read its test data."),
                                   m_stack);
    auto *choose = nothing->addButton(tr("Choose a package…"));
    connect(choose, &QPushButton::clicked, this, &LabWindow::packageWanted);
    m_stack->addWidget(nothing);
    m_stack->addWidget(buildBody());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(buildButtons());
    wire();
    updateButtons();
}

QWidget *LabWindow::buildHeader()
{
    auto *header = new QWidget(this);
    m_title = new QLabel(header);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_facts = new QLabel(header);
    m_facts->setProperty("role", QStringLiteral("muted"));
    m_facts->setWordWrap(true);
    m_sign = new SignLine(tr("Result of the verification"), header);
    for (auto *label : {m_title, m_facts})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins(16, 14, 16, 10);
    layout->setSpacing(4);
    for (QWidget *line :
         {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_facts), static_cast<QWidget *>(m_sign)})
        layout->addWidget(line);
    return header;
}

QWidget *LabWindow::buildBody()
{
    auto *body = new QWidget(this);
    m_progress = new QProgressBar(body);
    m_progress->setAccessibleName(tr("Progress of the verification"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(4);
    auto *splitter = new QSplitter(Qt::Vertical, body);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildSubmissions());
    splitter->addWidget(buildDetails());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHeader());
    layout->addWidget(m_progress);
    layout->addWidget(splitter, 1);
    return body;
}

QWidget *LabWindow::buildSubmissions()
{
    auto *side = new QWidget(this);
    m_table = makeTable(m_shown, tr("Submissions of the authors"), side);
    setColumnWidths(*m_table, {{JuryModel::State, 18},
                               {JuryModel::Language, 12},
                               {JuryModel::Expected, 26},
                               {JuryModel::Outcome, 28},
                               {JuryModel::Time, 14},
                               {JuryModel::Memory, 12}});
    m_table->horizontalHeader()->setSectionResizeMode(JuryModel::Name, QHeaderView::Stretch);
    m_margins = new QLabel(side);
    m_margins->setProperty("role", QStringLiteral("muted"));
    m_margins->setWordWrap(true);
    m_margins->setContentsMargins(16, 8, 16, 0);
    m_margins->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_axis = new TimingAxis(side);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_margins);
    layout->addWidget(m_axis);
    return side;
}

QWidget *LabWindow::buildDetails()
{
    m_details = new QTabWidget(this);
    m_details->setDocumentMode(true);
    m_findingsTable = makeTable(m_findings, tr("Findings"), m_details);
    setColumnWidths(*m_findingsTable, {{FindingsModel::Kind, 14}, {FindingsModel::Place, 44}});
    m_findingsTable->horizontalHeader()->setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    m_findingsTable->setToolTip(tr("Double-click to open the file"));
    m_casesTable = makeTable(m_cases, tr("Tests of the chosen submission"), m_details);
    setColumnWidths(*m_casesTable, {{CasesModel::Number, 7}, {CasesModel::Name, 26}, {CasesModel::Result, 24}});
    m_casesTable->horizontalHeader()->setSectionResizeMode(CasesModel::Reason, QHeaderView::Stretch);
    m_compiler = new CompilerPanel(m_details);
    m_details->addTab(m_findingsTable, tr("Findings"));
    m_details->addTab(m_casesTable, tr("Tests"));
    m_details->addTab(m_compiler, tr("Compiler"));
    m_details->setTabVisible(m_details->indexOf(m_compiler), false);
    return m_details;
}

QWidget *LabWindow::buildButtons()
{
    auto *bar = new QWidget(this);
    m_notableOnly = new QCheckBox(tr("Only what is &not as expected"), bar);
    m_open = new QPushButton(tr("&Open…"), bar);
    m_run = new QPushButton(tr("&Run all submissions"), bar);
    m_run->setDefault(true);
    m_stop = new QPushButton(tr("&Stop"), bar);
    m_copy = new QPushButton(textIcon(QStringLiteral("copy")), tr("&Copy the report"), bar);
    m_export = new QPushButton(tr("&Export…"), bar);
    auto *close = new QPushButton(tr("C&lose"), bar);
    for (auto *button : {m_open, m_stop, m_copy, m_export, close})
        button->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 8, 12, 10);
    layout->addWidget(m_notableOnly);
    layout->addStretch(1);
    for (auto *button : {m_open, m_run, m_stop, m_copy, m_export, close})
        layout->addWidget(button);
    return bar;
}

void LabWindow::wire()
{
    connect(m_open, &QPushButton::clicked, this, &LabWindow::packageWanted);
    connect(m_run, &QPushButton::clicked, this, &LabWindow::verify);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_controller->stop();
        m_stop->setEnabled(false);
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(report()); });
    connect(m_export, &QPushButton::clicked, this, &LabWindow::exportPackage);
    connect(m_notableOnly, &QCheckBox::toggled, this,
            [this](bool only) { m_shown->setFilterFixedString(only ? QStringLiteral("true") : QString()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { showSubmission(m_shown->mapToSource(index).row()); });
    connect(m_axis, &TimingAxis::pointChosen, this, [this](const QString &name) {
        m_table->setCurrentIndex(m_shown->mapFromSource(m_jury->index(m_jury->rowOf(name), 0)));
    });
    connect(m_findingsTable, &QTableView::activated, this,
            [this](const QModelIndex &index) { openFile(m_findings->findings().at(index.row())); });
    connect(m_controller, &LabController::opened, this, &LabWindow::begin);
    connect(m_controller, &LabController::timeLimitFound, this, [this](const core::TimeLimitFound &found) {
        m_limit = found;
        showTimes();
        if (found.source == core::TimeLimitSource::Inferred && m_problem)
            Q_EMIT timeLimitInferred(m_problem->contentHash, found.limit);
    });
    connect(m_controller, &LabController::progressed, m_jury, &JuryModel::setProgress);
    connect(m_controller, &LabController::judged, this, &LabWindow::showResult);
    connect(m_controller, &LabController::dataProgressed, this, [this](const core::DataCheckProgress &now) {
        m_sign->show(Glyph::Ring, Tone::Active,
                     tr("The test data: %1, %2 of %3", "validator, files").arg(now.what).arg(now.done).arg(now.total));
    });
    connect(m_controller, &LabController::ended, this, &LabWindow::end);
    connect(m_controller, &LabController::failed, this, &LabWindow::giveUp);
}

void LabWindow::setPackage(const std::filesystem::path &package)
{
    if (m_controller->isRunning())
        return;
    m_package = package;
    m_problem.reset();
    m_limit.reset();
    m_jury->reset({});
    m_findings->clear();
    showSubmission(-1);
    showTimes();
    m_title->setText(QString::fromStdString(package.filename().string()));
    m_facts->setText(QString::fromStdString(package.string()));
    m_sign->show(Glyph::Dots, Tone::Quiet, tr("Nothing has been run yet. That takes as long as the submissions take."));
    m_progress->setRange(0, 1);
    m_progress->setValue(0);
    m_stack->setCurrentIndex(package.empty() ? 0 : 1);
    updateButtons();
    m_run->setFocus();
}

void LabWindow::verify()
{
    const auto package = m_package;
    setPackage(package);
    m_controller->start(package);
    m_progress->setRange(0, 0);
    m_sign->show(Glyph::Ring, Tone::Active, tr("The package is being read…"));
    updateButtons();
    m_stop->setFocus();
}

void LabWindow::begin(const core::Problem &problem, const QList<core::Finding> &findings)
{
    m_problem = problem;
    m_title->setText(tr("%1 (%2)", "title, short name").arg(problem.title(), problem.shortName));
    m_facts->setText(packageFactsText(problem));
    m_jury->reset(problem.jurySubmissions);
    addFindings(findings);
    m_progress->setRange(0, qMax(1, m_jury->rowCount()));
    m_progress->setValue(0);
    m_sign->show(Glyph::Ring, Tone::Active, tr("The submissions of the authors are being judged…"));
    updateButtons();
}

void LabWindow::showResult(const core::JuryResult &result)
{
    m_jury->setResult(result);
    m_progress->setValue(m_progress->value() + 1);
    showTimes();
    const int chosen = m_shown->mapToSource(m_table->currentIndex()).row();
    if (chosen >= 0 && chosen == m_jury->rowOf(result.submission.name))
        showSubmission(chosen);
}

void LabWindow::end(const core::VerificationSummary &summary)
{
    addFindings(summary.data.findings);
    m_progress->setRange(0, 1);
    m_progress->setValue(1);
    Q_EMIT verified(m_problem ? m_problem->contentHash : QString(), summary);
    const bool good = summary.isAsMeant();
    m_sign->show(good ? Glyph::Check : Glyph::Cross, good ? Tone::Pass : Tone::Fail, verificationText(summary));
    updateButtons();
}

void LabWindow::giveUp(const Error &error)
{
    m_progress->setRange(0, 1);
    m_progress->setValue(0);
    if (error.code == Errc::Cancelled)
        m_sign->show(Glyph::Dash, Tone::Quiet, tr("It was stopped. What had been judged by then is listed below."));
    else
        m_sign->show(Glyph::Cross, Tone::Fail, errorWithDetails(error));
    updateButtons();
}

void LabWindow::showSubmission(int row)
{
    const JuryLine *line = row >= 0 ? &m_jury->lines().at(row) : nullptr;
    const core::Judgement *judgement =
        line != nullptr && line->result && line->result->judgement ? &*line->result->judgement : nullptr;
    m_cases->update(judgement != nullptr ? judgement->cases : QList<core::CaseRun>());
    const QString name = line != nullptr ? line->submission.name : QString();
    const int tests = m_details->indexOf(m_casesTable);
    m_details->setTabText(tests, name.isEmpty() ? tr("Tests") : tr("Tests of %1").arg(name));
    m_axis->setChosen(name);
    const int compiler = m_details->indexOf(m_compiler);
    const bool compiled = judgement != nullptr && judgement->compile && !judgement->compile->output.isEmpty();
    m_details->setTabVisible(compiler, compiled);
    if (compiled)
        m_compiler->showResult(*judgement->compile, {});
    if (line != nullptr)
        m_details->setCurrentIndex(compiled && !judgement->compile->ok ? compiler : tests);
}

void LabWindow::showTimes()
{
    QList<TimingPoint> points;
    for (const JuryLine &line : m_jury->lines()) {
        if (!line.result || !line.result->judgement || line.result->judgement->maxCpu() == Microseconds{0})
            continue;
        const Look look = juryOutcomeLook(line);
        points.append({.name = line.submission.name,
                       .time = line.result->judgement->maxCpu(),
                       .glyph = look.glyph,
                       .tone = look.tone});
    }
    m_axis->setPoints(points);
    m_axis->setLimit(m_limit ? std::optional<Microseconds>(m_limit->limit) : std::nullopt);
    m_axis->setVisible(m_limit.has_value());
    m_margins->setText(m_limit ? marginsText(m_jury->lines(), *m_limit) : QString());
    m_margins->setVisible(m_limit.has_value());
}

void LabWindow::openFile(const core::Finding &finding)
{
    const auto root = m_problem ? m_problem->root : m_package;
    const QString file = QString::fromStdString((root / finding.file.toStdString()).string());
    const QFileInfo info(file);
    // A finding may be about a file that is missing: its folder is the next best.
    QDesktopServices::openUrl(QUrl::fromLocalFile(info.exists() ? file : info.path()));
}

void LabWindow::exportPackage()
{
    if (!m_problem)
        return;
    auto *dialog = new ExportDialog(*m_problem, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void LabWindow::addFindings(const QList<core::Finding> &findings)
{
    m_findings->append(findings);
    const int tab = m_details->indexOf(m_findingsTable);
    m_details->setTabText(tab, tr("Findings (%1)").arg(m_findings->rowCount()));
}

void LabWindow::updateButtons()
{
    const bool running = m_controller->isRunning();
    const bool focusWasOnStop = m_stop->hasFocus();
    m_run->setVisible(!running);
    m_run->setEnabled(!m_package.empty());
    m_stop->setVisible(running);
    m_stop->setEnabled(running);
    m_open->setEnabled(!running);
    m_copy->setEnabled(m_problem.has_value());
    m_export->setEnabled(m_problem.has_value() && !running);
    if (focusWasOnStop && !running)
        m_run->setFocus();
}

QString LabWindow::report() const
{
    return reportText({.title = m_title->text(),
                       .facts = m_facts->text(),
                       .timeLimit = m_limit ? timeLimitText(*m_limit) : QString(),
                       .outcome = m_sign->text(),
                       .lines = m_jury->lines(),
                       .findings = m_findings->findings()});
}

/// What still runs is asked to stop, and the window goes when it has: nobody waits for it.
void LabWindow::done(int result)
{
    QDialog::done(result);
    if (!m_controller->isRunning()) {
        deleteLater();
        return;
    }
    m_controller->stop();
    connect(m_controller, &LabController::ended, this, &QObject::deleteLater);
    connect(m_controller, &LabController::failed, this, &QObject::deleteLater);
}

} // namespace assay::app
