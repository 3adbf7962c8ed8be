// SPDX-License-Identifier: GPL-3.0-or-later
// SessionBar: over the candidate's workspace: which session, how it stands, how long it lasts.
#pragma once

#include "app/text/verdict_text.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace assay::app {

class SignLine;

class SessionBar final : public QFrame
{
    Q_OBJECT

public:
    explicit SessionBar(QWidget *parent = nullptr);

    void show(const QString &title, const Look &state);
    /// The time that is left, or nothing. It is never spoken by itself.
    void setTime(const QString &text);
    [[nodiscard]] QString time() const;

Q_SIGNALS:
    void noticeRequested();
    void leaveRequested();

private:
    QLabel *m_title;
    SignLine *m_state;
    QLabel *m_time;
};

} // namespace assay::app
