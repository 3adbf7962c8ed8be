// SPDX-License-Identifier: GPL-3.0-or-later
// JoinDialog: asks for the code by which somebody comes into a session.
#include "app/pages/join_dialog.h"

#include "core/sessions/join_code.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::app {

JoinDialog::JoinDialog(QWidget *parent)
    : QDialog(parent)
    , m_code(new QLineEdit(this))
    , m_text(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Join a session"));
    auto *heading = new QLabel(tr("Enter the &code that you were given:"), this);
    heading->setBuddy(m_code);
    m_code->setPlaceholderText(QStringLiteral("ABCD-1234"));
    m_code->setAccessibleName(tr("Code"));
    m_text->setWordWrap(true);
    m_text->setText(
        tr("Before anything begins, you are shown what will happen and what is kept, and can still leave."));
    m_text->setProperty("role", QStringLiteral("muted"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_join = buttons->addButton(tr("&Join"), QDialogButtonBox::AcceptRole);
    m_join->setDefault(true);
    m_join->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    layout->addWidget(heading);
    layout->addWidget(m_code);
    layout->addWidget(m_text);
    layout->addWidget(buttons);
    resize(420, sizeHint().height());
    connect(m_code, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_join->setEnabled(!core::normalizedJoinCode(text).isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &JoinDialog::enter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void JoinDialog::enter()
{
    m_join->setEnabled(false);
    m_code->setEnabled(false);
    Q_EMIT codeEntered(m_code->text());
}

void JoinDialog::showFailure(const QString &text)
{
    m_text->setText(text);
    m_code->setEnabled(true);
    m_join->setEnabled(true);
    m_code->setFocus(Qt::OtherFocusReason);
    m_code->selectAll();
}

} // namespace assay::app
