// SPDX-License-Identifier: GPL-3.0-or-later
// Closing: lets what is being judged finish before the program ends, and says so meanwhile.
#pragma once

#include "app/widgets/message_bar.h"

#include <QObject>

class QMessageBox;
class QTimer;

namespace assay::app {

class EngineHost;

class Closing : public QObject
{
    Q_OBJECT

public:
    /// Both are borrowed; `window` is what is to be closed.
    Closing(EngineHost &host, QWidget *window);

    /// Whether the window may close now. Else the user is asked, once, and `ready` may follow.
    [[nodiscard]] bool mayClose();
    /// Nobody is asked: what is being judged gets its time. A second call ends the wait.
    void stop();

Q_SIGNALS:
    void ready();
    void messageRaised(const assay::app::Message &message);

private:
    void ask();
    void finishFirst();
    void finish();
    void tellHowMany();

    EngineHost &m_host;
    QWidget *m_window;
    QTimer *m_telling;
    bool m_waiting = false;
    bool m_ready = false;
};

} // namespace assay::app
