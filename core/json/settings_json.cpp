// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of settings, for reports.
#include "core/json/settings_json.h"

#include "core/json/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace assay::core {

QByteArray toJsonLine(const Settings &settings)
{
    QJsonArray rows;
    for (const SettingRow &row : settingTable())
        rows.append(QJsonObject{{"key"_L1, QString::fromLatin1(row.key)},
                                {"value"_L1, settings.text(row.id)},
                                {"source"_L1, textOf(kSettingSourceNames, settings.source(row.id))},
                                {"fallback"_L1, QString::fromLatin1(row.fallback)},
                                {"allowed"_L1, allowedText(row)},
                                {"environment"_L1, environmentName(row)},
                                {"what"_L1, QString::fromLatin1(row.what)}});
    const QJsonObject report{{"file"_L1, QString::fromStdString(settings.file().native())},
                             {"errors"_L1, QJsonArray::fromStringList(settings.errors())},
                             {"settings"_L1, rows}};
    return QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace assay::core
