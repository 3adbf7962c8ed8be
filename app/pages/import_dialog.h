// SPDX-License-Identifier: GPL-3.0-or-later
// ImportDialog: a problem of Polygon's or DMOJ's, looked at, then written as a package.
#pragma once

#include "app/background.h"
#include "core/importers/import.h"

#include <QDialog>

class QPushButton;

namespace assay::app {

class FindingsModel;
class SignLine;

class ImportDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Begins to look at it: a folder, an archive, a problem.xml or an init.yml.
    explicit ImportDialog(const std::filesystem::path &source, QWidget *parent = nullptr);

    /// Null while it is being looked at, and when it cannot be read.
    [[nodiscard]] const core::ImportPlan *plan() const { return m_plan ? &*m_plan : nullptr; }
    /// Writes it there: a folder, or an archive by its name. `imported` or a message follows.
    void write(const QString &target);

Q_SIGNALS:
    void looked();
    void imported(const QString &path);

private:
    void showPlan(Result<core::ImportPlan> plan);
    void askForTarget();

    std::optional<core::ImportPlan> m_plan;
    FindingsModel *m_findings;
    SignLine *m_sign;
    QPushButton *m_save;
    Background m_background{1}; ///< Last: it waits for what uses the rest.
};

} // namespace assay::app
