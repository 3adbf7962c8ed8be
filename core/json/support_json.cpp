// SPDX-License-Identifier: GPL-3.0-or-later
// JSON of what a support bundle says of the system and of the database.
#include "core/json/support_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <thread>

using namespace Qt::StringLiterals;

namespace assay::core {

QByteArray systemJson(const QString &program)
{
    return QJsonDocument(QJsonObject{{"program"_L1, program},
                                     {"qt"_L1, QString::fromLatin1(qVersion())},
                                     {"system"_L1, QSysInfo::prettyProductName()},
                                     {"kernel"_L1, QSysInfo::kernelVersion()},
                                     {"architecture"_L1, QSysInfo::currentCpuArchitecture()},
                                     {"processors"_L1, static_cast<int>(std::thread::hardware_concurrency())}})
        .toJson(QJsonDocument::Indented);
}

QByteArray figuresJson(const QMap<QString, std::int64_t> &figures)
{
    QJsonObject object;
    for (auto figure = figures.cbegin(); figure != figures.cend(); ++figure)
        object.insert(figure.key(), qint64{figure.value()});
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

} // namespace assay::core
