// SPDX-License-Identifier: GPL-3.0-or-later
// The constants of a problem, as they stand in statements, submissions and test_group.yaml.
#include "core/problems/constants.h"

#include <QByteArray>

namespace assay::core {

namespace {

/// Works on QString and QByteArray; `find` gives the constant's text or nothing.
template <typename Text, typename Find>
Text replaceConstants(const Text &text, const Text &open, const Text &close, Find find)
{
    Text replaced;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(open); at >= 0; at = text.indexOf(open, at)) {
        const qsizetype end = text.indexOf(close, at + 2);
        if (end < 0)
            break;
        const auto value = find(text.mid(at + 2, end - at - 2));
        if (value.isNull()) {
            ++at;
            continue;
        }
        replaced += text.mid(done, at - done);
        replaced += value;
        at = done = end + 2;
    }
    return replaced + text.mid(done);
}

} // namespace

QString applyConstants(const QString &text, const QMap<QString, QString> &constants)
{
    if (constants.isEmpty())
        return text;
    return replaceConstants(text, QStringLiteral("{{"), QStringLiteral("}}"),
                            [&](const QString &name) { return constants.value(name); });
}

QByteArray applyConstants(const QByteArray &text, const QMap<QString, QString> &constants)
{
    if (constants.isEmpty())
        return text;
    return replaceConstants(text, QByteArrayLiteral("{{"), QByteArrayLiteral("}}"), [&](const QByteArray &name) {
        const QString value = constants.value(QString::fromUtf8(name));
        return value.isNull() ? QByteArray{} : value.toUtf8();
    });
}

} // namespace assay::core
