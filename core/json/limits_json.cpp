// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of the limits that were enforced: {"cpu_ms": {"value": 2000, "mechanism": "cgroup v2"}, …}.
#include "core/json/limits_json.h"

#include "core/json/json_reader.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace assay::core {

QJsonObject toJson(const QList<EnforcedLimit> &limits)
{
    QJsonObject object;
    for (const auto &limit : limits)
        object.insert(limit.name, QJsonObject{{"value"_L1, limit.value}, {"mechanism"_L1, limit.mechanism}});
    return object;
}

Result<QList<EnforcedLimit>> enforcedLimitsFromJson(const QJsonObject &object, const QString &path)
{
    QList<EnforcedLimit> limits;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        JsonReader in(entry->toObject(), path + u'.' + entry.key());
        limits.append(TRY(in.finish(EnforcedLimit{
            .name = entry.key(), .value = in.integer("value"_L1), .mechanism = in.text("mechanism"_L1)})));
    }
    return limits;
}

QString limitsToText(const QList<EnforcedLimit> &limits)
{
    if (limits.isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(toJson(limits)).toJson(QJsonDocument::Compact));
}

Result<QList<EnforcedLimit>> limitsFromText(const QString &text)
{
    if (text.isEmpty())
        return QList<EnforcedLimit>();
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return fail(Errc::InvalidData, "limits: not an object");
    return enforcedLimitsFromJson(document.object(), u"limits"_s);
}

} // namespace assay::core
