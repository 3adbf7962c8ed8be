// SPDX-License-Identifier: GPL-3.0-or-later
// ServerDialog: lets others come with a browser, and says who can and where.
#pragma once

#include "app/server_host.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QVBoxLayout;

namespace assay::app {

class ServerDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ServerDialog(QWidget *parent = nullptr);

    /// What is asked for at first.
    void setWishes(Exposure exposure, int port);
    void showState(const ServerState &state);
    void showFailure(const QString &text);
    /// Told once: nobody can look it up.
    void showAccount(const QString &name, const QString &password);
    void showAccountFailure(const QString &text);

Q_SIGNALS:
    void startRequested(assay::app::Exposure exposure, int port);
    void stopRequested();
    void accountRequested(const QString &name);

private:
    void buildChoices(QVBoxLayout *layout);
    void buildLinks(QVBoxLayout *layout);
    void buildAccounts(QVBoxLayout *layout);
    void toggle();
    void addLink(const QString &link);

    ServerState m_state;
    QRadioButton *m_here = nullptr;
    QRadioButton *m_network = nullptr;
    QSpinBox *m_port = nullptr;
    QPushButton *m_switch = nullptr;
    QLabel *m_outcome = nullptr;
    QWidget *m_linksBox = nullptr;
    QVBoxLayout *m_links = nullptr;
    QLabel *m_fingerprint = nullptr;
    QWidget *m_accountsBox = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_make = nullptr;
    QLabel *m_account = nullptr;
};

} // namespace assay::app
