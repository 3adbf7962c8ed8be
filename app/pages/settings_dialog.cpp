// SPDX-License-Identifier: GPL-3.0-or-later
// SettingsDialog: the settings, as the table has them, to be written to their file.
#include "app/pages/settings_dialog.h"

#include "app/text/error_text.h"
#include "app/text/setting_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace assay::app {

using core::SettingKind;
using core::SettingRow;

SettingsDialog::SettingsDialog(const core::Settings &inFile, const core::Settings &running, QWidget *parent)
    : QDialog(parent)
    , m_inFile(inFile)
    , m_running(running)
    , m_outcome(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Settings"));
    resize(720, 680);
    auto *page = new QWidget(this);
    page->setProperty("role", QStringLiteral("page"));
    page->setAttribute(Qt::WA_StyledBackground);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * 26);
    grid->setColumnStretch(1, 1);
    for (const SettingRow &row : core::settingTable())
        addRow(grid, row);
    grid->setRowStretch(grid->rowCount(), 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    m_outcome->setWordWrap(true);
    m_outcome->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_outcome->setText(m_inFile.errors().isEmpty() ? tr("They are kept in %1, and hold from the next start on.")
                                                         .arg(QString::fromStdString(running.file().string()))
                                                   : m_inFile.errors().join(QLatin1Char('\n')));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("&Save"), QDialogButtonBox::ApplyRole);
    m_save->setDefault(true);
    auto *reset = buttons->addButton(tr("&As without settings"), QDialogButtonBox::ResetRole);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *bar = new QVBoxLayout;
    bar->setContentsMargins(16, 10, 12, 12);
    bar->setSpacing(10);
    bar->addWidget(m_outcome);
    bar->addWidget(buttons);
    layout->addWidget(scroll, 1);
    layout->addLayout(bar);
    connect(m_save, &QPushButton::clicked, this, &SettingsDialog::save);
    connect(reset, &QPushButton::clicked, this, &SettingsDialog::resetAll);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

void SettingsDialog::addRow(QGridLayout *grid, const SettingRow &row)
{
    QWidget *parent = grid->parentWidget();
    const int line = grid->rowCount();
    auto *name = new QLabel(settingName(row.id), parent);
    QWidget *editor = makeEditor(row, m_inFile.text(row.id));
    editor->setParent(parent);
    editor->setAccessibleName(settingName(row.id));
    name->setBuddy(editor);
    auto *what = new QLabel(settingMeaning(row.id), parent);
    what->setWordWrap(true);
    what->setProperty("role", QStringLiteral("muted"));
    const core::SettingSource source = m_running.source(row.id);
    if (source == core::SettingSource::Environment || source == core::SettingSource::CommandLine) {
        editor->setEnabled(false);
        what->setText(source == core::SettingSource::Environment
                          ? tr("Set by the environment (%1) to %2.").arg(environmentName(row), m_running.text(row.id))
                          : tr("Set on the command line to %1.").arg(m_running.text(row.id)));
    }
    grid->addWidget(name, line, 0, Qt::AlignLeft | Qt::AlignVCenter);
    grid->addWidget(editor, line, 1);
    grid->addWidget(what, line + 1, 1);
    grid->setRowMinimumHeight(line + 2, 8);
    m_editors.insert(row.id, editor);
}

QWidget *SettingsDialog::makeEditor(const SettingRow &row, const QString &value)
{
    QWidget *editor = nullptr;
    switch (row.kind) {
    case SettingKind::WholeNumber: {
        auto *spin = new QSpinBox(this);
        spin->setRange(static_cast<int>(row.least), static_cast<int>(row.most));
        editor = spin;
        break;
    }
    case SettingKind::Number: {
        auto *spin = new QDoubleSpinBox(this);
        spin->setRange(row.least, row.most);
        spin->setDecimals(2);
        spin->setSingleStep(0.1);
        editor = spin;
        break;
    }
    case SettingKind::YesNo:
        editor = new QCheckBox(tr("Yes"), this);
        break;
    case SettingKind::Choice: {
        auto *box = new QComboBox(this);
        for (const QString &choice : QString::fromLatin1(row.choices).split(QLatin1Char(' ')))
            box->addItem(choiceText(row.id, choice), choice);
        editor = box;
        break;
    }
    case SettingKind::Folder: {
        auto *line = new QLineEdit(this);
        line->setPlaceholderText(tr("the usual one"));
        editor = line;
        break;
    }
    }
    m_editors.insert(row.id, editor);
    setValue(row.id, value);
    return editor;
}

void SettingsDialog::setValue(core::SettingId id, const QString &value)
{
    QWidget *editor = m_editors.value(id);
    if (auto *spin = qobject_cast<QSpinBox *>(editor))
        spin->setValue(value.toInt());
    else if (auto *number = qobject_cast<QDoubleSpinBox *>(editor))
        number->setValue(value.toDouble());
    else if (auto *check = qobject_cast<QCheckBox *>(editor))
        check->setChecked(value == QStringLiteral("yes"));
    else if (auto *box = qobject_cast<QComboBox *>(editor))
        box->setCurrentIndex(box->findData(value));
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setText(value);
}

QString SettingsDialog::valueOf(core::SettingId id) const
{
    QWidget *editor = m_editors.value(id);
    if (const auto *spin = qobject_cast<QSpinBox *>(editor))
        return QString::number(spin->value());
    if (const auto *number = qobject_cast<QDoubleSpinBox *>(editor))
        return QString::number(number->value());
    if (const auto *check = qobject_cast<QCheckBox *>(editor))
        return check->isChecked() ? QStringLiteral("yes") : QStringLiteral("no");
    if (const auto *box = qobject_cast<QComboBox *>(editor))
        return box->currentData().toString();
    const auto *line = qobject_cast<QLineEdit *>(editor);
    return line == nullptr ? QString() : line->text();
}

QMap<core::SettingId, std::optional<QString>> SettingsDialog::values() const
{
    QMap<core::SettingId, std::optional<QString>> values;
    for (const SettingRow &row : core::settingTable()) {
        const QString value = valueOf(row.id);
        const bool same = core::normalized(row, value) == core::normalized(row, QString::fromLatin1(row.fallback));
        values.insert(row.id, same ? std::nullopt : std::optional(value));
    }
    return values;
}

void SettingsDialog::resetAll()
{
    for (const SettingRow &row : core::settingTable())
        setValue(row.id, QString::fromLatin1(row.fallback));
}

void SettingsDialog::save()
{
    m_save->setEnabled(false);
    m_background.run(
        this, [file = m_running.file(), values = values()] { return core::Settings::write(file, values); },
        [this](const Result<void> &written) {
            m_save->setEnabled(true);
            m_outcome->setText(written ? tr("Saved. They hold from the next start on.")
                                       : errorWithDetails(written.error()));
            Q_EMIT saved(written.has_value());
        });
}

} // namespace assay::app
