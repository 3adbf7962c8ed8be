// SPDX-License-Identifier: GPL-3.0-or-later
// What `assayd export --json` prints. A public format: keys are added, never changed.
#include "core/json/package_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace assay::core {

using namespace Qt::StringLiterals;

namespace {

QJsonArray findingsToJson(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(QJsonObject{{u"severity"_s, finding.severity == Severity::Error ? u"error"_s : u"warning"_s},
                                 {u"file"_s, finding.file},
                                 {u"key"_s, finding.key},
                                 {u"message"_s, finding.message}});
    return array;
}

QJsonValue pathToJson(const std::optional<std::filesystem::path> &path)
{
    return path ? QJsonValue(QString::fromStdString(path->string())) : QJsonValue();
}

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray toJsonLine(const ExportReport &report)
{
    QJsonArray losses;
    for (const PackageLoss &loss : report.losses)
        losses.append(QJsonObject{{u"field"_s, loss.field}, {u"detail"_s, loss.detail}});
    return lineOf({{u"package"_s, report.package},
                   {u"from"_s, QString::fromUtf8(kPackageFormatNames.text(report.from))},
                   {u"to"_s, QString::fromUtf8(kPackageFormatNames.text(report.to))},
                   {u"written"_s, pathToJson(report.written)},
                   {u"losses"_s, losses},
                   {u"findings"_s, findingsToJson(report.findings)}});
}

QByteArray toJsonLine(const ImportReport &report)
{
    return lineOf({{u"package"_s, report.package},
                   {u"from"_s, report.from},
                   {u"importable"_s, report.importable},
                   {u"written"_s, pathToJson(report.written)},
                   {u"findings"_s, findingsToJson(report.findings)}});
}

} // namespace assay::core
