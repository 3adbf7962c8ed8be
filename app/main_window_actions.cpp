// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow's commands: what each action does.
#include "app/main_window.h"

#include "app/candidate_controller.h"
#include "app/editor/editor_pane.h"
#include "app/engine_host.h"
#include "app/models/problems_model.h"
#include "app/pages/check_window.h"
#include "app/pages/import_dialog.h"
#include "app/pages/lab_window.h"
#include "app/pages/live_status_panel.h"
#include "app/pages/operations_controller.h"
#include "app/pages/problem_controller.h"
#include "app/pages/problem_panel.h"
#include "app/pages/queue_controller.h"
#include "app/pages/rejudging_controller.h"
#include "app/pages/run_controller.h"
#include "app/pages/samples_panel.h"
#include "app/pages/server_controller.h"
#include "app/pages/session_controller.h"
#include "app/pages/settings_dialog.h"
#include "app/pages/solve_page.h"
#include "app/pages/status_controller.h"
#include "app/text/error_text.h"
#include "app/widgets/bring_up.h"
#include "app/widgets/message_bar.h"
#include "core/installation.h"
#include "core/problems/package_source.h"
#include "core/support/support_bundle.h"

#include <QApplication>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace assay::app {

void MainWindow::wireFileActions()
{
    auto &actions = *m_actions;
    connect(actions[ActionId::OpenProblem], &QAction::triggered, this, &MainWindow::openProblem);
    connect(actions[ActionId::OpenSamples], &QAction::triggered, this, &MainWindow::openSamples);
    connect(actions[ActionId::FindProblem], &QAction::triggered, this,
            [this] { m_page->problemPanel()->focusSearch(); });
    connect(actions[ActionId::ImportProblem], &QAction::triggered, this, &MainWindow::importProblem);
    connect(actions[ActionId::ProblemLab], &QAction::triggered, this, &MainWindow::openLab);
    connect(actions[ActionId::Settings], &QAction::triggered, this, &MainWindow::openSettings);
    connect(actions[ActionId::Quit], &QAction::triggered, this, &QWidget::close);
    connect(actions[ActionId::CheckComputer], &QAction::triggered, this, &MainWindow::checkComputer);
    connect(m_statusPanel, &LiveStatusPanel::checkRequested, this, &MainWindow::checkComputer);
    connect(m_tierButton, &QAbstractButton::clicked, this, &MainWindow::checkComputer);
    connect(actions[ActionId::Queue], &QAction::triggered, m_queueController, &QueueController::open);
    connect(actions[ActionId::Rejudgings], &QAction::triggered, m_rejudgingController, &RejudgingController::showOpen);
    connect(actions[ActionId::Sessions], &QAction::triggered, m_sessionController, &SessionController::open);
    connect(actions[ActionId::NewSession], &QAction::triggered, m_sessionController, &SessionController::openWizard);
    connect(actions[ActionId::Operations], &QAction::triggered, m_operations, &OperationsController::open);
    connect(actions[ActionId::Server], &QAction::triggered, m_server, &ServerController::open);
    connect(actions[ActionId::JoinSession], &QAction::triggered, m_candidate, &CandidateController::join);
    connect(actions[ActionId::SupportBundle], &QAction::triggered, this, &MainWindow::saveSupportBundle);
    connect(actions[ActionId::Shortcuts], &QAction::triggered, this, &MainWindow::showShortcuts);
    connect(actions[ActionId::About], &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::openProblem()
{
    askForPackage(this, [this](const std::filesystem::path &package) { m_problemController->open({package}); });
}

void MainWindow::importProblem()
{
    auto *dialog = new QFileDialog(this, tr("Import a problem"),
                                   m_settings.value(QStringLiteral("packageFolder"), QDir::homePath()).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Problems of Polygon's and DMOJ's (%1)")
                                .arg(QStringLiteral("problem.xml init.yml *.zip *.tar.gz *.tgz *.tar.xz *.tar")),
                            tr("All files (%1)").arg(QStringLiteral("*"))});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        auto *import = new ImportDialog(file.toStdString(), this);
        import->setAttribute(Qt::WA_DeleteOnClose);
        connect(import, &ImportDialog::imported, this,
                [this](const QString &path) { m_problemController->open({path.toStdString()}); });
        import->open();
    });
    dialog->open();
}

void MainWindow::askForPackage(QWidget *parent, std::function<void(const std::filesystem::path &)> open)
{
    auto *dialog = new QFileDialog(parent, tr("Open a problem package"),
                                   m_settings.value(QStringLiteral("packageFolder"), QDir::homePath()).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // A dialog chooses either folders or files: the file that every package has stands for its folder.
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(
        {tr("Problem packages (%1)").arg(QStringLiteral("problem.yaml *.zip *.kpp *.tar.gz *.tgz *.tar.xz *.tar")),
         tr("All files (%1)").arg(QStringLiteral("*"))});
    connect(dialog, &QFileDialog::fileSelected, this, [this, open = std::move(open)](const QString &file) {
        const bool inFolder = QFileInfo(file).fileName() == QStringLiteral("problem.yaml");
        const QString place = QFileInfo(file).path();
        m_settings.setValue(QStringLiteral("packageFolder"), inFolder ? QFileInfo(place).path() : place);
        open(inFolder ? place.toStdString() : file.toStdString());
    });
    dialog->open();
}

void MainWindow::openSamples()
{
    const QDir samples(QString::fromStdString((m_commandLine.engine.resourceFolder / "problems").string()));
    std::vector<std::filesystem::path> folders;
    for (const auto &name : samples.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (samples.exists(name + QStringLiteral("/problem.yaml")))
            folders.emplace_back(samples.filePath(name).toStdString());
    }
    // The easiest one is what a newcomer sees first.
    std::ranges::stable_partition(folders,
                                  [](const std::filesystem::path &folder) { return folder.filename() == "warmup"; });
    m_problemController->open(folders, ProblemController::ThenChoose::IfNothingIsChosen);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    for (const auto &url : urls) {
        if (url.isLocalFile() && core::looksLikePackage(url.toLocalFile().toStdString())) {
            event->acceptProposedAction();
            return;
        }
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    std::vector<std::filesystem::path> folders;
    for (const auto &url : event->mimeData()->urls()) {
        if (url.isLocalFile() && core::looksLikePackage(url.toLocalFile().toStdString()))
            folders.emplace_back(url.toLocalFile().toStdString());
    }
    m_problemController->open(folders);
    event->acceptProposedAction();
}

CheckWindow *MainWindow::checkWindow() const
{
    return m_check;
}

void MainWindow::checkComputer()
{
    if (m_check == nullptr || !m_check->isVisible()) { // one that is closed and still stops goes by itself
        const auto installation = core::Installation::find();
        m_check = new CheckWindow({.resourceFolder = m_commandLine.engine.resourceFolder,
                                   .attackFolder = installation.attackFolder,
                                   .sandboxProgram = m_commandLine.engine.sandboxProgram,
                                   .bestTier = m_commandLine.engine.bestTier},
                                  this);
        connect(m_statusController, &StatusController::sandboxKnown, m_check, &CheckWindow::showSandbox);
        m_check->showSandbox(m_sandbox);
    }
    bringUp(*m_check);
}

void MainWindow::saveSupportBundle()
{
    auto *dialog = new QFileDialog(this, tr("Save a support bundle"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("assay-support.tar.gz"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &target) {
        core::SupportFacts facts{.program = QStringLiteral("assay ") + QApplication::applicationVersion(),
                                 .sandbox = m_sandbox,
                                 .languages = {},
                                 .settings = m_commandLine.settings,
                                 .dataFolder = m_commandLine.engine.dataFolder,
                                 .database = m_commandLine.engine.database};
        if (const auto *engine = m_host.engine(); engine != nullptr)
            facts.languages = engine->languages().all();
        m_host.background().run(
            this, [target, facts] { return core::writeSupportBundle(target.toStdString(), facts); },
            [this, target](const Result<QStringList> &names) {
                m_messages->show(names ? Message{.kind = Message::Kind::Information,
                                                 .text = tr("Saved to %1. Read it before you pass it on.").arg(target),
                                                 .details = names->join(QLatin1Char('\n'))}
                                       : Message{.kind = Message::Kind::Error,
                                                 .text = errorText(names.error()),
                                                 .details = errorDetails(names.error())});
            });
    });
    dialog->open();
}

void MainWindow::openSettings()
{
    m_host.background().run(
        this,
        [file = m_commandLine.settings.file()] {
            return core::Settings::read({.file = file, .environment = {}, .commandLine = {}});
        },
        [this](const core::Settings &inFile) { (new SettingsDialog(inFile, m_commandLine.settings, this))->open(); });
}

LabWindow *MainWindow::labWindow() const
{
    return m_lab;
}

void MainWindow::openLab()
{
    if (m_lab == nullptr || !m_lab->isVisible()) { // as above
        auto options = m_commandLine.engine;
        if (options.compiling.folder.empty()) // what is compiled already need not be compiled for the lab
            options.compiling.folder = options.dataFolder / "cache";
        m_lab = new LabWindow(options, this);
        connect(m_lab, &LabWindow::packageWanted, this, [this] {
            askForPackage(m_lab, [lab = m_lab](const std::filesystem::path &package) {
                if (lab != nullptr)
                    lab->setPackage(package);
            });
        });
        connect(m_lab, &LabWindow::timeLimitInferred, m_problemController, &ProblemController::takeTimeLimit);
        connect(m_lab, &LabWindow::verified, this,
                [this](const QString &contentHash, const core::VerificationSummary &summary) {
                    m_problemController->takeVerification(
                        contentHash, {.when = Timestamp{Milliseconds{QDateTime::currentMSecsSinceEpoch()}},
                                      .failingLanguages = summary.failingLanguages,
                                      .dataAsMeant = summary.isDataAsMeant()});
                });
        const auto current = m_problemController->current();
        if (const auto *record = current ? m_problems->find(*current) : nullptr; record != nullptr)
            m_lab->setPackage(record->root);
    }
    bringUp(*m_lab);
}

void MainWindow::showShortcuts()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    QString rows;
    for (const auto &row : actionTable()) {
        const auto *action = (*m_actions)[row.id];
        if (action->shortcut().isEmpty())
            continue;
        rows += QStringLiteral("<tr><td>%1</td><td width='24'></td><td><b>%2</b></td></tr>")
                    .arg(action->toolTip().toHtmlEscaped(),
                         action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    auto *text = new QTextBrowser(dialog);
    text->document()->setDocumentMargin(16);
    text->setHtml(QStringLiteral("<table cellpadding='3'>%1</table>").arg(rows));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->setContentsMargins(12, 8, 12, 10);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    dialog->resize(480, 620);
    dialog->show();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Assay"));
    box->setIconPixmap(QApplication::windowIcon().pixmap(QSize(64, 64), devicePixelRatioF()));
    box->setText(QStringLiteral("<h3>%1</h3>").arg(tr("Assay %1").arg(QApplication::applicationVersion())));
    box->setInformativeText(tr("Coding interviews on one machine, with no cloud and no telemetry.\n\n"
                               "Free software under the GNU General Public License, version 3 or later."));
    box->addButton(QMessageBox::Close);
    box->open();
}

} // namespace assay::app
