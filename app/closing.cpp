// SPDX-License-Identifier: GPL-3.0-or-later
// Closing: lets what is being judged finish before the program ends, and says so meanwhile.
#include "app/closing.h"

#include "app/engine_host.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace assay::app {

namespace {

constexpr std::chrono::seconds kMostWait{30}; ///< What is not done by then goes back to the queue.
constexpr std::chrono::milliseconds kBetweenLooks{500};

int busyWorkers(const core::Engine *engine)
{
    if (engine == nullptr)
        return 0;
    return static_cast<int>(std::ranges::count_if(
        engine->workers(), [](const core::WorkerStatus &worker) { return worker.submission.has_value(); }));
}

} // namespace

Closing::Closing(EngineHost &host, QWidget *window)
    : QObject(window)
    , m_host(host)
    , m_window(window)
    , m_telling(new QTimer(this))
{
    m_telling->setInterval(kBetweenLooks);
    connect(m_telling, &QTimer::timeout, this, &Closing::tellHowMany);
}

bool Closing::mayClose()
{
    if (m_ready || busyWorkers(m_host.engine()) == 0)
        return true;
    if (m_waiting)
        return true; // asked for twice: at once
    ask();
    return false;
}

void Closing::ask()
{
    if (m_window->findChild<QMessageBox *>(QStringLiteral("closing")) != nullptr)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Close Assay?"),
                                tr("%n submission(s) are still being judged.", nullptr, busyWorkers(m_host.engine())),
                                QMessageBox::NoButton, m_window);
    box->setObjectName(QStringLiteral("closing"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("What is not finished goes back to the queue and is judged when Assay is started again."));
    auto *wait = box->addButton(tr("Finish, then close"), QMessageBox::AcceptRole);
    auto *now = box->addButton(tr("Close now"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep working"), QMessageBox::RejectRole));
    connect(wait, &QAbstractButton::clicked, this, &Closing::finishFirst);
    connect(now, &QAbstractButton::clicked, this, &Closing::finish);
    box->open();
}

void Closing::stop()
{
    if (m_waiting || busyWorkers(m_host.engine()) == 0)
        finish();
    else
        finishFirst();
}

void Closing::finishFirst()
{
    if (m_waiting)
        return;
    m_waiting = true;
    tellHowMany();
    m_telling->start();
    m_host.background().run(
        this, [engine = m_host.engine()] { return engine->drain(kMostWait); }, [this](bool /*all*/) { finish(); });
}

void Closing::finish()
{
    m_telling->stop();
    if (m_ready)
        return;
    m_ready = true;
    Q_EMIT ready();
}

void Closing::tellHowMany()
{
    const int busy = busyWorkers(m_host.engine());
    if (busy > 0)
        Q_EMIT messageRaised({.kind = Message::Kind::Information,
                              .text = tr("%n submission(s) being finished, then Assay closes. Close it again to close "
                                         "at once.",
                                         nullptr, busy),
                              .details = {}});
}

} // namespace assay::app
