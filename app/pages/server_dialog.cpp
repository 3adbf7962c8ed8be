// SPDX-License-Identifier: GPL-3.0-or-later
// ServerDialog: lets others come with a browser, and says who can and where.
#include "app/pages/server_dialog.h"

#include "app/theme/icons.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace assay::app {

namespace {

QLabel *plainText(QWidget *parent, bool isQuiet)
{
    auto *label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    if (isQuiet)
        label->setProperty("role", QStringLiteral("muted"));
    return label;
}

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("role", QStringLiteral("heading"));
    return label;
}

} // namespace

ServerDialog::ServerDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Server"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    auto *what = plainText(this, false);
    what->setText(tr("Candidates can take part, and interviewers watch, in a browser, while Assay is open here."));
    layout->addWidget(what);
    buildChoices(layout);
    buildLinks(layout);
    buildAccounts(layout);
    layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    setMinimumWidth(560);
    showState({});
}

void ServerDialog::buildChoices(QVBoxLayout *layout)
{
    m_here = new QRadioButton(tr("Only from this &computer"), this);
    m_network = new QRadioButton(tr("From the &network, by HTTPS"), this);
    m_here->setChecked(true);
    layout->addWidget(m_here);
    layout->addWidget(m_network);
    auto *row = new QHBoxLayout;
    auto *name = new QLabel(tr("&Port:"), this);
    m_port = new QSpinBox(this);
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any"));
    m_port->setValue(8080);
    m_port->setAccessibleName(tr("Port"));
    name->setBuddy(m_port);
    m_switch = new QPushButton(this);
    m_switch->setAutoDefault(false);
    row->addWidget(name);
    row->addWidget(m_port);
    row->addStretch(1);
    row->addWidget(m_switch);
    layout->addLayout(row);
    m_outcome = plainText(this, false);
    layout->addWidget(m_outcome);
    connect(m_switch, &QPushButton::clicked, this, &ServerDialog::toggle);
}

void ServerDialog::buildLinks(QVBoxLayout *layout)
{
    m_linksBox = new QWidget(this);
    m_links = new QVBoxLayout(m_linksBox);
    m_links->setContentsMargins(0, 0, 0, 0);
    m_links->setSpacing(4);
    m_fingerprint = plainText(this, true);
    layout->addWidget(m_linksBox);
    layout->addWidget(m_fingerprint);
}

void ServerDialog::buildAccounts(QVBoxLayout *layout)
{
    m_accountsBox = new QWidget(this);
    auto *box = new QVBoxLayout(m_accountsBox);
    box->setContentsMargins(0, 6, 0, 0);
    box->setSpacing(6);
    box->addWidget(heading(tr("Accounts"), m_accountsBox));
    auto *what = plainText(m_accountsBox, true);
    what->setText(tr("Candidates come with a code, which is made in Session › Sessions. An interviewer elsewhere needs "
                     "an account."));
    box->addWidget(what);
    auto *row = new QHBoxLayout;
    m_name = new QLineEdit(m_accountsBox);
    m_name->setPlaceholderText(tr("Name"));
    m_name->setAccessibleName(tr("Name of the account"));
    m_name->setMaxLength(64);
    m_make = new QPushButton(tr("&Make an account"), m_accountsBox);
    m_make->setAutoDefault(false);
    m_make->setEnabled(false);
    row->addWidget(m_name, 1);
    row->addWidget(m_make);
    box->addLayout(row);
    m_account = plainText(m_accountsBox, false);
    m_account->hide();
    box->addWidget(m_account);
    layout->addWidget(m_accountsBox);
    connect(m_name, &QLineEdit::textChanged, m_make,
            [this](const QString &text) { m_make->setEnabled(!text.simplified().isEmpty()); });
    connect(m_name, &QLineEdit::returnPressed, m_make, &QPushButton::click);
    connect(m_make, &QPushButton::clicked, this, [this] {
        m_make->setEnabled(false);
        Q_EMIT accountRequested(m_name->text().simplified());
    });
}

void ServerDialog::setWishes(Exposure exposure, int port)
{
    (exposure == Exposure::Network ? m_network : m_here)->setChecked(true);
    m_port->setValue(port);
}

void ServerDialog::toggle()
{
    m_switch->setEnabled(false);
    m_outcome->clear();
    if (m_state.exposure != Exposure::Nobody)
        Q_EMIT stopRequested();
    else
        Q_EMIT startRequested(m_network->isChecked() ? Exposure::Network : Exposure::ThisComputer, m_port->value());
}

void ServerDialog::showState(const ServerState &state)
{
    m_state = state;
    const bool isOn = state.exposure != Exposure::Nobody;
    m_switch->setText(isOn ? tr("&Stop") : tr("&Start"));
    m_switch->setEnabled(true);
    for (QWidget *choice :
         {static_cast<QWidget *>(m_here), static_cast<QWidget *>(m_network), static_cast<QWidget *>(m_port)})
        choice->setEnabled(!isOn);
    m_outcome->setText(isOn ? tr("Candidates open one of these links; interviewers the same with /host behind it.")
                            : tr("It is off: nobody can come."));
    m_outcome->show();
    while (QLayoutItem *item = m_links->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const QString &link : state.links)
        addLink(link);
    m_linksBox->setVisible(isOn);
    m_fingerprint->setText(
        tr("Nobody vouches for the certificate but this computer, so browsers will warn. What they show is right when "
           "its SHA-256 fingerprint is %1")
            .arg(QString(state.fingerprint).replace(QLatin1Char(':'), QLatin1Char(' '))));
    m_fingerprint->setVisible(!state.fingerprint.isEmpty());
    m_accountsBox->setVisible(isOn);
    adjustSize();
}

void ServerDialog::addLink(const QString &link)
{
    auto *row = new QWidget(m_linksBox);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *text = new QLineEdit(link, row);
    text->setReadOnly(true);
    text->setAccessibleName(tr("Link"));
    auto *copy = new QToolButton(row);
    copy->setIcon(textIcon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the link"));
    copy->setAccessibleName(tr("Copy %1", "a link").arg(link));
    layout->addWidget(text, 1);
    layout->addWidget(copy);
    m_links->addWidget(row);
    connect(copy, &QToolButton::clicked, this, [link] { QGuiApplication::clipboard()->setText(link); });
}

void ServerDialog::showFailure(const QString &text)
{
    m_switch->setEnabled(true);
    m_outcome->setText(text);
}

void ServerDialog::showAccount(const QString &name, const QString &password)
{
    m_name->clear();
    m_account->setText(tr("%1 logs in with the password %2. Pass it on now: it is not shown again.", "name, password")
                           .arg(name, password));
    m_account->show();
    adjustSize();
}

void ServerDialog::showAccountFailure(const QString &text)
{
    m_make->setEnabled(true);
    m_account->setText(text);
    m_account->show();
    adjustSize();
}

} // namespace assay::app
