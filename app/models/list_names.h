// SPDX-License-Identifier: GPL-3.0-or-later
// ListNames: what lists of submissions call problems and languages, of which they hold ids.
#pragma once

#include "app/models/problems_model.h"
#include "core/model/language.h"

#include <QHash>
#include <QString>

namespace assay::app {

class ListNames
{
public:
    void setProblem(core::ProblemId id, const QString &title) { m_problems.insert(textOf(id), title); }
    void setLanguage(const QString &id, const QString &name) { m_languages.insert(id, name); }
    /// All that are known now.
    void fill(const ProblemsModel &problems, const QList<core::LanguageStatus> &languages)
    {
        for (int row = 0; row < problems.rowCount(); ++row)
            setProblem(problems.at(row).id, problems.at(row).title);
        for (const core::LanguageStatus &status : languages)
            setLanguage(status.language.id, status.language.name);
    }
    [[nodiscard]] QString problem(core::ProblemId id) const { return m_problems.value(textOf(id)); }
    [[nodiscard]] QString language(const QString &id) const { return m_languages.value(id, id); }

private:
    [[nodiscard]] static QString textOf(core::ProblemId id) { return QString::fromStdString(id.toText()); }

    QHash<QString, QString> m_problems;
    QHash<QString, QString> m_languages;
};

} // namespace assay::app
