// SPDX-License-Identifier: GPL-3.0-or-later
// ExportDialog: a problem package in another version of the format, with what that version cannot say.
#include "app/pages/export_dialog.h"

#include "app/text/error_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::app {

ExportDialog::ExportDialog(core::Problem problem, QWidget *parent)
    : QDialog(parent)
    , m_problem(std::move(problem))
    , m_formats(new QComboBox(this))
    , m_text(new QLabel(this))
    , m_losses(new QPlainTextEdit(this))
    , m_outcome(new QLabel(this))
{
    setWindowTitle(tr("Export %1").arg(m_problem.shortName));
    resize(640, 420);
    for (const auto &[format, name] : core::kPackageFormatNames.rows())
        m_formats->addItem(QString::fromUtf8(name), int(format));
    m_formats->setAccessibleName(tr("Version of the package format"));
    m_losses->setReadOnly(true);
    m_losses->setProperty("framed", true);
    m_losses->setTabChangesFocus(true);
    m_losses->setAccessibleName(tr("What is lost"));
    for (auto *label : {m_text, m_outcome})
        label->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
    m_save->setDefault(true);
    auto *form = new QFormLayout;
    form->addRow(tr("&Version:"), m_formats);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(form);
    layout->addWidget(m_text);
    layout->addWidget(m_losses, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::askForTarget);
    connect(m_formats, &QComboBox::currentIndexChanged, this, &ExportDialog::showLosses);
    setFormat(m_problem.format);
    showLosses();
}

core::PackageFormat ExportDialog::format() const
{
    return static_cast<core::PackageFormat>(m_formats->currentData().toInt());
}

void ExportDialog::setFormat(core::PackageFormat format)
{
    m_formats->setCurrentIndex(m_formats->findData(int(format)));
}

void ExportDialog::showLosses()
{
    const auto losses = core::findLosses(m_problem, format());
    QStringList lines;
    for (const auto &loss : losses)
        lines.append(tr("%1: %2", "field, what is lost").arg(loss.field, loss.detail));
    m_text->setText(losses.isEmpty() ? tr("Nothing is lost: the package says the same in this version.")
                                     : tr("This version cannot say everything. Lost, or written in another way:"));
    m_losses->setPlainText(lines.join(QLatin1Char('\n')));
    m_losses->setVisible(!losses.isEmpty());
    m_outcome->clear();
}

void ExportDialog::askForTarget()
{
    auto *dialog = new QFileDialog(this, tr("Export the package"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Archives (%1)").arg(QStringLiteral("*.zip *.kpp *.tar.gz *.tgz *.tar.xz *.tar")),
                            tr("A folder (%1)").arg(QStringLiteral("*"))});
    dialog->selectFile(m_problem.shortName + QStringLiteral(".zip"));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::write);
    dialog->open();
}

void ExportDialog::write(const QString &target)
{
    m_save->setEnabled(false);
    m_formats->setEnabled(false);
    m_outcome->setText(tr("It is being written…"));
    m_background.run(
        this,
        [problem = m_problem, format = format(), path = target.toStdString()] {
            return core::writePackage(problem, format, path);
        },
        [this](const Result<core::PackageWritten> &result) { finish(result); });
}

void ExportDialog::finish(const Result<core::PackageWritten> &result)
{
    m_save->setEnabled(true);
    m_formats->setEnabled(true);
    if (!result) {
        m_outcome->setText(tr("It could not be written: %1").arg(errorDetails(result.error())));
        return;
    }
    const QString path = QString::fromStdString(result->path.string());
    m_outcome->setText(tr("Written to %1").arg(path));
    Q_EMIT written(path);
}

} // namespace assay::app
