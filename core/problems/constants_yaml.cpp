// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the constants of problem.yaml.
#include "core/problems/constants_yaml.h"

#include <QRegularExpression>

namespace assay::core {

namespace {

using namespace Qt::StringLiterals;

/// The number that a text stands for when its separators of thousands are taken out.
std::optional<double> plainNumber(QString text)
{
    static const QRegularExpression separators{u"(?<=[0-9])(,|\\\\,|_| |\\{,\\})(?=[0-9]{3}(?![0-9]))"_s};
    return parseNumber(text.remove(separators).toStdString());
}

void checkVariant(const YamlValue &variant, const QString &text, const QString &value, PackageFindings &findings)
{
    const auto one = plainNumber(text);
    const auto other = plainNumber(value);
    if (one && other && *one != *other)
        findings.add(variant.warning(u"seems to be another value"_s));
}

void addConstant(const YamlValue &constant, QMap<QString, QString> &into, PackageFindings &findings)
{
    const QString name = constant.key();
    if (!constant.isMap()) {
        const auto value = findings.keep(constant.string());
        into.insert(name, value.value_or(QString()));
        into.insert(name + ".value"_L1, value.value_or(QString()));
        return;
    }
    const YamlValue *value = constant.find("value");
    if (!value)
        return findings.add(constant.broken("the key \"value\" is missing").error());
    const QString text = findings.keep(value->string()).value_or(QString());
    for (const YamlValue &variant : constant.children()) {
        const auto other = findings.keep(variant.string());
        if (!other)
            continue;
        into.insert(name + u'.' + variant.key(), *other);
        checkVariant(variant, *other, text, findings);
    }
    into.insert(name, text);
}

} // namespace

QMap<QString, QString> readConstants(const YamlValue &value, PackageFindings &findings)
{
    static const QRegularExpression form{u"^[a-zA-Z_][a-zA-Z0-9_]*$"_s};
    QMap<QString, QString> constants;
    if (!value.isMap()) {
        findings.add(value.mustBe("a map of names to values").error());
        return constants;
    }
    for (const YamlValue &constant : value.children()) {
        if (form.match(constant.key()).hasMatch())
            addConstant(constant, constants, findings);
        else
            findings.add(constant.broken("a constant's name has letters, digits and underscores").error());
    }
    return constants;
}

} // namespace assay::core
