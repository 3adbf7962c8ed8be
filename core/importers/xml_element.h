// SPDX-License-Identifier: GPL-3.0-or-later
// XmlElement: an XML document as plain values, read once and within limits.
#pragma once

#include "core/problems/finding.h"

#include <QMap>

#include <vector>

namespace assay::core {

struct XmlElement {
    QString name;
    QMap<QString, QString> attributes;
    QString text; ///< Directly in it.
    std::vector<XmlElement> children;

    /// Errors: not XML, too deep, too many elements, an entity of its own.
    [[nodiscard]] static Checked<XmlElement> parse(const QByteArray &text, const std::string &file);

    /// The first child of that name, down a path "judging/testset"; an empty element when there is none.
    [[nodiscard]] const XmlElement &at(QStringView path) const;
    /// All children of that name.
    [[nodiscard]] std::vector<const XmlElement *> all(QStringView child) const;
    [[nodiscard]] QString attribute(const QString &key) const { return attributes.value(key); }
};

} // namespace assay::core
