// SPDX-License-Identifier: GPL-3.0-or-later
// SettingsDialog: the settings, as the table has them, to be written to their file.
#pragma once

#include "app/background.h"
#include "core/settings/settings.h"

#include <QDialog>
#include <QMap>

class QGridLayout;
class QLabel;
class QPushButton;

namespace assay::app {

class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `inFile` is what its file says alone. `running` is what the program was started with: what the environment or the
    /// command line set cannot be changed here.
    SettingsDialog(const core::Settings &inFile, const core::Settings &running, QWidget *parent = nullptr);

    /// What stands there, by setting; nothing where it is as without being set.
    [[nodiscard]] QMap<core::SettingId, std::optional<QString>> values() const;
    /// `saved` follows.
    void save();

Q_SIGNALS:
    void saved(bool well);

private:
    void addRow(QGridLayout *grid, const core::SettingRow &row);
    [[nodiscard]] QWidget *makeEditor(const core::SettingRow &row, const QString &value);
    [[nodiscard]] QString valueOf(core::SettingId id) const;
    void setValue(core::SettingId id, const QString &value);
    void resetAll();

    core::Settings m_inFile;
    core::Settings m_running;
    QMap<core::SettingId, QWidget *> m_editors;
    QLabel *m_outcome;
    QPushButton *m_save = nullptr;
    Background m_background{1};
};

} // namespace assay::app
