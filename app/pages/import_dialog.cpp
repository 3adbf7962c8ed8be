// SPDX-License-Identifier: GPL-3.0-or-later
// ImportDialog: a problem of Polygon's or DMOJ's, looked at, then written as a package.
#include "app/pages/import_dialog.h"

#include "app/models/findings_model.h"
#include "app/text/error_text.h"
#include "app/widgets/sign_line.h"
#include "app/widgets/tables.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

namespace assay::app {

ImportDialog::ImportDialog(const std::filesystem::path &source, QWidget *parent)
    : QDialog(parent)
    , m_findings(new FindingsModel(this))
    , m_sign(new SignLine(tr("Result of the look"), this))
{
    setWindowTitle(tr("Import a problem"));
    resize(820, 440);
    m_sign->setContentsMargins(16, 14, 16, 10);
    auto *table = makeTable(m_findings, tr("Findings"), this);
    setColumnWidths(*table, {{FindingsModel::Kind, 14}, {FindingsModel::Place, 40}});
    table->horizontalHeader()->setSectionResizeMode(FindingsModel::Message, QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->setContentsMargins(12, 8, 12, 10);
    m_save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
    m_save->setDefault(true);
    m_save->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sign);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ImportDialog::askForTarget);
    m_sign->show(Glyph::Ring, Tone::Active, tr("The problem is being read. Nothing of it is run."));
    m_background.run(
        this, [source] { return core::ImportPlan::make(source); },
        [this](Result<core::ImportPlan> plan) { showPlan(std::move(plan)); });
}

void ImportDialog::showPlan(Result<core::ImportPlan> plan)
{
    if (!plan) {
        m_sign->show(Glyph::Cross, Tone::Fail, errorDetails(plan.error()));
        Q_EMIT looked();
        return;
    }
    m_plan = std::move(*plan);
    m_findings->append(m_plan->findings());
    const bool can = m_plan->problem().has_value();
    m_save->setEnabled(can);
    if (can)
        m_sign->show(Glyph::Check, Tone::Pass,
                     tr("%1 can be imported. Save it as a package; what is listed is not quite as it was.", "title")
                         .arg(m_plan->problem()->title()));
    else
        m_sign->show(Glyph::Cross, Tone::Fail,
                     tr("%1 cannot be imported: verdicts would not be those of its authors. See the errors.", "name")
                         .arg(m_plan->shortName()));
    Q_EMIT looked();
}

void ImportDialog::askForTarget()
{
    auto *dialog = new QFileDialog(this, tr("Save the package"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("A folder (%1)").arg(QStringLiteral("*")),
                            tr("Archives (%1)").arg(QStringLiteral("*.zip *.kpp *.tar.gz *.tgz *.tar.xz *.tar"))});
    dialog->selectFile(m_plan->shortName());
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::write);
    dialog->open();
}

void ImportDialog::write(const QString &target)
{
    if (!m_plan)
        return;
    m_save->setEnabled(false);
    m_sign->show(Glyph::Ring, Tone::Active, tr("It is being written…"));
    m_background.run(
        this, [this, path = target.toStdString()] { return m_plan->write(path); },
        [this](const Result<std::filesystem::path> &written) {
            m_save->setEnabled(true);
            if (!written) {
                m_sign->show(Glyph::Cross, Tone::Fail,
                             tr("It could not be written: %1").arg(errorDetails(written.error())));
                return;
            }
            const QString path = QString::fromStdString(written->string());
            m_sign->show(Glyph::Check, Tone::Pass, tr("Written to %1, and opened.").arg(path));
            Q_EMIT imported(path);
        });
}

} // namespace assay::app
