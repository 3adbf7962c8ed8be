// SPDX-License-Identifier: GPL-3.0-or-later
// SessionsWindow: all sessions, and the chosen one beside them.
#pragma once

#include "app/models/list_names.h"
#include "app/models/sessions_model.h"

#include <QDialog>

class QCheckBox;
class QStackedWidget;
class QTableView;

namespace assay::app {

class MessageBar;
class SessionDetails;

class SessionsWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit SessionsWindow(QWidget *parent = nullptr);

    [[nodiscard]] SessionsModel *model() const { return m_model; }
    [[nodiscard]] SessionDetails *details() const { return m_details; }
    [[nodiscard]] MessageBar *messages() const { return m_messages; }
    [[nodiscard]] ListNames &names() { return m_names; }
    void showSessions(const QList<core::Session> &sessions);
    /// Once it is listed.
    void choose(core::SessionId id);

Q_SIGNALS:
    void newRequested();

private:
    QWidget *buildList();
    void showChosen();

    SessionsModel *m_model;
    MessageBar *m_messages;
    QTableView *m_table = nullptr;
    QCheckBox *m_purged = nullptr;
    QStackedWidget *m_stack = nullptr;
    SessionDetails *m_details = nullptr;
    ListNames m_names;
    QList<core::Session> m_sessions;
    core::SessionId m_wanted;
};

} // namespace assay::app
