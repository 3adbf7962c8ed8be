// SPDX-License-Identifier: GPL-3.0-or-later
// OperationsController: opens the window of operations, keeps it true and does what is asked for there.
#pragma once

#include "core/model/operation.h"

#include <QObject>
#include <QPointer>

namespace assay::app {

class EngineHost;
class OperationsWindow;
class Refresher;

class OperationsController : public QObject
{
    Q_OBJECT

public:
    /// The host is borrowed; `parent` is that of the window.
    OperationsController(EngineHost &host, QWidget *parent);

    void open();
    /// Into that folder, which must not be there yet.
    void backUp(const QString &target);
    /// Null while it is not open.
    [[nodiscard]] OperationsWindow *window() const;

private:
    void read();
    void readLog(core::OperationId id);
    void cancel(core::OperationId id);
    void askForTarget();
    void report(const Error &error);

    EngineHost &m_host;
    QWidget *m_parent;
    QPointer<OperationsWindow> m_window;
    Refresher *m_refresher;
};

} // namespace assay::app
