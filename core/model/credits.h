// SPDX-License-Identifier: GPL-3.0-or-later
// Credits: who made a problem, and where it was first used.
#pragma once

#include <QList>
#include <QMap>
#include <QString>

namespace assay::core {

struct Person {
    QString name;
    QString email;
    QString orcid;
    QString kattis; ///< User name there.

    bool operator==(const Person &) const = default;
};

struct Credits {
    QList<Person> authors;
    QList<Person> contributors;
    QList<Person> testers;
    QMap<QString, QList<Person>> translators; ///< By statement language.
    QList<Person> packagers;
    QList<Person> acknowledgements;

    bool operator==(const Credits &) const = default;
};

struct ProblemSource {
    QString name;
    QString url;

    bool operator==(const ProblemSource &) const = default;
};

} // namespace assay::core
