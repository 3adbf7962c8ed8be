// SPDX-License-Identifier: GPL-3.0-or-later
// ExportDialog: a problem package in another version of the format, with what that version cannot say.
#pragma once

#include "app/background.h"
#include "core/problems/package_writer.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace assay::app {

class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ExportDialog(core::Problem problem, QWidget *parent = nullptr);

    void setFormat(core::PackageFormat format);
    /// Writes it there: a folder, or an archive by its name. `written` or a message follows.
    void write(const QString &target);

Q_SIGNALS:
    void written(const QString &path);

private:
    [[nodiscard]] core::PackageFormat format() const;
    void showLosses();
    void askForTarget();
    void finish(const Result<core::PackageWritten> &result);

    core::Problem m_problem;
    QComboBox *m_formats;
    QLabel *m_text;
    QPlainTextEdit *m_losses;
    QLabel *m_outcome;
    QPushButton *m_save;
    Background m_background{1};
};

} // namespace assay::app
