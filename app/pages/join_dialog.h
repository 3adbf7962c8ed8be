// SPDX-License-Identifier: GPL-3.0-or-later
// JoinDialog: asks for the code by which somebody comes into a session.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::app {

class JoinDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit JoinDialog(QWidget *parent = nullptr);

    /// It was not let in, and why.
    void showFailure(const QString &text);

Q_SIGNALS:
    void codeEntered(const QString &code);

private:
    void enter();

    QLineEdit *m_code;
    QLabel *m_text;
    QPushButton *m_join = nullptr;
};

} // namespace assay::app
