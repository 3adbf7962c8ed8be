// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of logs: a line each.
#include "core/json/log_json.h"

#include "core/json/json_values.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace assay::core {

QByteArray toJsonLine(const LogRecord &record)
{
    return QJsonDocument(QJsonObject{{"time"_L1, timeToText(record.time)},
                                     {"level"_L1, record.level},
                                     {"category"_L1, record.category},
                                     {"message"_L1, record.message}})
               .toJson(QJsonDocument::Compact) +
           '\n';
}

} // namespace assay::core
