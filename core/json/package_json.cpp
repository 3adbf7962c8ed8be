// SPDX-License-Identifier: GPL-3.0-or-later
// What `assayd export --json` prints. A public format: keys are added, never changed.
#include "core/json/package_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace assay::core {

using namespace Qt::StringLiterals;

QByteArray toJsonLine(const ExportReport &report)
{
    QJsonArray losses;
    for (const PackageLoss &loss : report.losses)
        losses.append(QJsonObject{{u"field"_s, loss.field}, {u"detail"_s, loss.detail}});
    QJsonArray findings;
    for (const Finding &finding : report.findings)
        findings.append(QJsonObject{{u"severity"_s, finding.severity == Severity::Error ? u"error"_s : u"warning"_s},
                                    {u"file"_s, finding.file},
                                    {u"key"_s, finding.key},
                                    {u"message"_s, finding.message}});
    const QJsonObject object{
        {u"package"_s, report.package},
        {u"from"_s, QString::fromUtf8(kPackageFormatNames.text(report.from))},
        {u"to"_s, QString::fromUtf8(kPackageFormatNames.text(report.to))},
        {u"written"_s, report.written ? QJsonValue(QString::fromStdString(report.written->string())) : QJsonValue()},
        {u"losses"_s, losses},
        {u"findings"_s, findings}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace assay::core
