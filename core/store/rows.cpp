// SPDX-License-Identifier: GPL-3.0-or-later
// Rows: what a statement gives, row by row, as domain values.
#include "core/store/rows.h"

#include <QSqlError>

namespace assay::core {

std::unexpected<Error> sqlFail(const QSqlError &error, std::string_view about)
{
    std::string detail(about.substr(0, about.find('\n')));
    detail += ": " + error.databaseText().toStdString();
    if (!error.nativeErrorCode().isEmpty())
        detail += " (code " + error.nativeErrorCode().toStdString() + ")";
    return fail(Errc::Store, std::move(detail));
}

Result<bool> Rows::next()
{
    if (m_statement->next())
        return true;
    if (m_statement->lastError().isValid())
        return sqlFail(m_statement->lastError(), "reading rows");
    return false;
}

} // namespace assay::core
