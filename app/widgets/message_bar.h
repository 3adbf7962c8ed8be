// SPDX-License-Identifier: GPL-3.0-or-later
// MessageBar: tells about an error or a finding without standing in the way.
#pragma once

#include <QCoreApplication>
#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace assay::app {

struct Message {
    enum class Kind : std::uint8_t { Information, Warning, Error };

    Kind kind = Kind::Information;
    QString text;
    QString details; ///< Shown on demand; may be empty.

    bool operator==(const Message &) const = default;
};

class MessageBar final : public QFrame
{
    Q_DECLARE_TR_FUNCTIONS(MessageBar)

public:
    explicit MessageBar(QWidget *parent = nullptr);

    /// Replaces the message that is shown.
    void show(const Message &message);
    void dismiss();
    [[nodiscard]] const Message &message() const { return m_message; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();

    Message m_message;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_toggle;
    QPlainTextEdit *m_details;
};

} // namespace assay::app
