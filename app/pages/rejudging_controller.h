// SPDX-License-Identifier: GPL-3.0-or-later
// RejudgingController: has submissions judged again, follows that, and applies or discards it.
#pragma once

#include "app/widgets/message_bar.h"
#include "core/model/rejudging.h"

#include <QObject>
#include <QPointer>

namespace assay::core {
struct Event;
}

namespace assay::app {

class EngineHost;
class ProblemsModel;
class RejudgingWindow;

class RejudgingController : public QObject
{
    Q_OBJECT

public:
    /// All are borrowed; `parent` is that of windows.
    RejudgingController(EngineHost &host, const ProblemsModel &problems, QWidget *parent);

    void start(const QList<core::SubmissionId> &submissions);
    /// The newest that is not decided about; a message when there is none.
    void showOpen();
    /// Null while none is open.
    [[nodiscard]] RejudgingWindow *window() const;

Q_SIGNALS:
    void messageRaised(const assay::app::Message &message);

private:
    void open(core::RejudgingId id);
    void refresh();
    void follow(const QList<core::Event> &events);
    void decide(core::RejudgingState state);
    void raise(const QString &text, const Error &error);

    EngineHost &m_host;
    const ProblemsModel &m_problems;
    QWidget *m_parent;
    QPointer<RejudgingWindow> m_window;
    core::RejudgingId m_id;
    bool m_reading = false; ///< One read at a time,
    bool m_stale = false;   ///< and another one when something changed meanwhile.
};

} // namespace assay::app
