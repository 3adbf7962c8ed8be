// SPDX-License-Identifier: GPL-3.0-or-later
// Account: somebody who uses this engine, what they may do, and what they show who they are by.
#include "core/model/account.h"

#include <QStringList>

namespace assay::core {

QString scopesToText(Scopes scopes)
{
    QStringList names;
    for (const auto &[scope, name] : kScopeNames.rows()) {
        if (scopes.contains(scope))
            names.append(QString::fromLatin1(name));
    }
    return names.join(QLatin1Char(' '));
}

Result<Scopes> scopesFromText(const QString &text)
{
    Scopes scopes;
    for (const QString &name : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto scope = kScopeNames.value(name.toStdString());
        if (!scope)
            return fail(Errc::InvalidArgument, "there is no scope '" + name.toStdString() + "': there are " +
                                                   scopesToText(Scopes::all()).toStdString());
        scopes = scopes.with(*scope);
    }
    return scopes;
}

} // namespace assay::core
