// SPDX-License-Identifier: GPL-3.0-or-later
// QueueController: opens the queue's window, keeps it true and does what is asked for there.
#pragma once

#include "core/model/queue.h"

#include <QObject>
#include <QPointer>

namespace assay::app {

class EngineHost;
class ProblemsModel;
class Refresher;
class QueueWindow;

class QueueController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; `parent` is that of the window.
    QueueController(EngineHost &host, const ProblemsModel &problems, QWidget *parent);

    void open();
    /// Null while it is not open.
    [[nodiscard]] QueueWindow *window() const;

private:
    void read();
    void setRules(const core::QueueRules &rules);
    void stop(const QList<core::SubmissionId> &submissions);
    void report(const Result<void> &done);

    EngineHost &m_host;
    const ProblemsModel &m_problems;
    QWidget *m_parent;
    QPointer<QueueWindow> m_window;
    Refresher *m_refresher;
};

} // namespace assay::app
