// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsController: opens the window of operations, keeps it true and does what is asked for there.
#include "app/pages/operations_controller.h"

#include "app/engine_host.h"
#include "app/pages/operations_window.h"
#include "app/refresher.h"
#include "app/text/error_text.h"
#include "app/widgets/bring_up.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
namespace assay::app {

namespace {

constexpr int kShown = 200;
constexpr std::chrono::milliseconds kSoon{100};

struct OperationsView {
    QList<core::Operation> operations;
    QList<core::Session> sessions;
    QList<core::ProblemRecord> problems;
};

Result<OperationsView> readOperations(core::Engine &engine)
{
    return OperationsView{.operations = TRY(engine.store().operations(kShown)),
                          .sessions = TRY(engine.store().sessions()),
                          .problems = TRY(engine.problems().list())};
}

} // namespace

OperationsController::OperationsController(EngineHost &host, QWidget *parent)
    : QObject(parent)
    , m_host(host)
    , m_parent(parent)
    , m_refresher(new Refresher([this] { read(); }, kSoon, this))
{
    connect(&m_host, &EngineHost::eventsArrived, this, [this](const QList<core::Event> &events) {
        if (m_window == nullptr)
            return;
        for (const core::Event &event : events) {
            if (const auto *log = std::get_if<core::OperationLog>(&event.data))
                m_window->showLog(*log);
            if (std::holds_alternative<core::Operation>(event.data))
                m_refresher->changed();
        }
    });
}

OperationsWindow *OperationsController::window() const
{
    return m_window;
}

void OperationsController::open()
{
    if (m_window == nullptr) {
        m_window = new OperationsWindow(m_parent);
        connect(m_window, &OperationsWindow::logRequested, this, &OperationsController::readLog);
        connect(m_window, &OperationsWindow::cancelRequested, this, &OperationsController::cancel);
        connect(m_window, &OperationsWindow::backupRequested, this, &OperationsController::askForTarget);
    }
    bringUp(*m_window);
    m_refresher->now();
}

void OperationsController::read()
{
    if (m_window == nullptr) {
        m_refresher->stop();
        return;
    }
    m_host.background().run(
        this, [engine = m_host.engine()] { return readOperations(*engine); },
        [this](const Result<OperationsView> &view) {
            m_refresher->ended();
            if (m_window == nullptr)
                return;
            if (view) {
                for (const core::Session &session : view->sessions)
                    m_window->model()->setTitle(session.id.toText(), session.title);
                for (const core::ProblemRecord &problem : view->problems)
                    m_window->model()->setTitle(problem.id.toText(), problem.title);
                m_window->showOperations(view->operations);
            } else {
                report(view.error());
            }
        });
}

void OperationsController::report(const Error &error)
{
    if (m_window != nullptr)
        m_window->showFailure(errorWithDetails(error));
}

void OperationsController::readLog(core::OperationId id)
{
    m_host.background().run(
        this, [engine = m_host.engine(), id] { return engine->store().operationLog(id, 0); },
        [this](const Result<core::OperationLog> &log) {
            if (log && m_window != nullptr)
                m_window->showLog(*log);
            else if (!log)
                report(log.error());
        });
}

void OperationsController::cancel(core::OperationId id)
{
    m_host.background().run(
        this, [engine = m_host.engine(), id] { return engine->operations().cancel(id); },
        [this](const Result<bool> &asked) {
            if (!asked)
                report(asked.error());
        });
}

void OperationsController::askForTarget()
{
    auto *dialog = new QFileDialog(m_window, tr("Back up into a new folder"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setLabelText(QFileDialog::Accept, tr("&Back up"));
    dialog->selectFile(QStringLiteral("assay-") + QDate::currentDate().toString(Qt::ISODate));
    connect(dialog, &QFileDialog::fileSelected, this, &OperationsController::backUp);
    dialog->open();
}

void OperationsController::backUp(const QString &target)
{
    m_host.background().run(
        this, [engine = m_host.engine(), target] { return engine->backUp(target.toStdString()); },
        [this](const Result<core::OperationId> &started) {
            if (!started)
                report(started.error());
            m_refresher->now();
        });
}

} // namespace assay::app
