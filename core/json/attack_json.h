// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest of the attack corpus, and what `assayd doctor --attacks --json` prints.
#pragma once

#include "base/result.h"
#include "core/doctor/attack.h"
#include "core/doctor/attack_run.h"

#include <QByteArray>

namespace assay::core {

/// A file of the corpus and its name in the submission.
struct AttackFile {
    QString file;
    QString name;
    bool isBase64 = false; ///< Named *.b64: compiled classes and the like, that are no text.
};

/// An attack whose sources are still to be read.
struct AttackEntry {
    Attack attack;
    QList<AttackFile> files;
};

/// Errors: InvalidData, with the place: "attacks[3].cases[0].allowed: …".
[[nodiscard]] Result<QList<AttackEntry>> attackEntriesFromJson(const QByteArray &text);

/// One line each, with its end. A public format: keys are added, never changed.
[[nodiscard]] QByteArray toJsonLine(const AttackRow &row);
[[nodiscard]] QByteArray toJsonLine(const AttackSummary &summary);

} // namespace assay::core
