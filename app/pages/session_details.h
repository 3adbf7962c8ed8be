// SPDX-License-Identifier: GPL-3.0-or-later
// SessionDetails: one session as it is now, its people, and what can be done with it.
#pragma once

#include "core/model/session.h"

#include <QHash>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTableWidget;

namespace assay::app {

class SignLine;
class StatusSection;

class SessionDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionDetails(QWidget *parent = nullptr);

    /// `problems` are titles, `languages` names.
    void show(const core::Session &session, const QStringList &problems, const QStringList &languages);
    /// The code of that participant, told once: it is kept by this window only.
    void showCode(core::ParticipantId participant, const QString &code);
    /// Where this computer's server is reached, for links that let somebody in; empty: it is off.
    void setServerLink(const QString &link);
    [[nodiscard]] const core::Session &session() const { return m_session; }

Q_SIGNALS:
    void actionRequested(assay::core::SessionAction action);
    void extensionRequested(assay::Milliseconds by);
    void holdRequested(bool held);
    void editRequested();
    void codeRequested(assay::core::ParticipantId participant);

private:
    QWidget *buildPeople();
    QWidget *buildButtons();
    void showPeople();
    void showButtons();
    void requestAction(core::SessionAction action);
    [[nodiscard]] std::optional<core::ParticipantId> chosen() const;
    void updatePeopleButtons();

    core::Session m_session;
    QHash<QString, QString> m_codes; ///< By the participant's id.
    QLabel *m_title;
    SignLine *m_sign;
    StatusSection *m_facts;
    QTableWidget *m_people = nullptr;
    QPushButton *m_makeCode = nullptr;
    QPushButton *m_copyCode = nullptr;
    QPushButton *m_copyLink = nullptr;
    QString m_serverLink;
    QPushButton *m_edit = nullptr;
    QPushButton *m_extend = nullptr;
    QPushButton *m_hold = nullptr;
    QHash<int, QPushButton *> m_actions; ///< By action.
};

} // namespace assay::app
