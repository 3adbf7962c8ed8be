// SPDX-License-Identifier: GPL-3.0-or-later
// Looks into every file of a folder for bytes that must not be there any more.
#pragma once

#include <QByteArray>
#include <QDirIterator>
#include <QFile>
#include <QStringList>

namespace assay::core::test {

/// Files of the folder, hidden ones as well, that hold one of the texts; as "file: text".
inline QStringList filesHolding(const QString &folder, const QList<QByteArray> &texts)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        for (const QByteArray &text : texts) {
            if (content.contains(text))
                found.append(file.fileName() + QStringLiteral(": ") + QString::fromUtf8(text));
        }
    }
    return found;
}

} // namespace assay::core::test
