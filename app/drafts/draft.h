// SPDX-License-Identifier: GPL-3.0-or-later
// What a person has typed and not handed in: sources per problem and language, own samples and input per problem.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace assay::app {

struct DraftFile {
    QString name;
    QString text;
    int caret = 0; ///< UTF-16 code units from the start.

    bool operator==(const DraftFile &) const = default;
};

struct SourceDraft {
    QList<DraftFile> files;
    int active = 0;

    bool operator==(const SourceDraft &) const = default;
};

struct OwnSample {
    QString name; ///< "Own 1".
    QByteArray input;
    QByteArray expected;
    bool judged = true; ///< False: there is no expected output, the run is only shown.
    bool checked = true;

    bool operator==(const OwnSample &) const = default;
};

struct InputDraft {
    QList<OwnSample> samples;
    QStringList unchecked; ///< Names of the problem's samples that "Run" leaves out.
    QByteArray customInput;

    bool operator==(const InputDraft &) const = default;
};

} // namespace assay::app
