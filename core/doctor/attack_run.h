// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the attack corpus against this computer's sandbox: `assayd doctor --attacks` and "Check this computer".
#pragma once

#include "base/result.h"
#include "core/doctor/attack.h"
#include "sandbox/tier.h"

#include <filesystem>
#include <functional>
#include <stop_token>

namespace assay::core {

struct AttackOptions {
    std::filesystem::path resourceFolder; ///< languages/, seccomp/
    std::filesystem::path attackFolder;   ///< attacks.json and its programs
    std::filesystem::path sandboxProgram;
    sandbox::Tier bestTier = sandbox::Tier::Full; ///< No better tier is attacked, even where there is one.
    sandbox::Tier leastTier = sandbox::Tier::Reduced;
    QString only;        ///< Part of an id; empty: all.
    double patience = 1; ///< Multiplies the time limits that an attack does not set itself: for emulated machines.
};

/// One case of an attack, once it is over.
struct AttackRow {
    QString id;
    QString language;
    AttackKind kind = AttackKind::Run;
    QString tries;
    AttackJudgement judgement;
    Milliseconds duration{0};
};

struct AttackSummary {
    int contained = 0;
    int notContained = 0;
    int skipped = 0;
    QStringList traces; ///< What is on the host now and was not before.
    int tracesBefore = 0;
    int tracesAfter = 0;
    QString tier; ///< The tier that was tested.
    Milliseconds duration{0};

    [[nodiscard]] bool allContained() const { return notContained == 0 && traces.isEmpty() && contained > 0; }
};

/// Called on the thread that runs the attacks. Any may be empty.
struct AttackListener {
    std::function<void(int cases, const QString &tier)> started;
    std::function<void(const QString &id)> began;
    std::function<void(const AttackRow &row)> finished;
};

/// Blocks until all is over, half a minute or two. A sandbox of its own is started and ended; a stop request ends it
/// early. Errors: NotFound or InvalidData (the corpus), Sandbox, TierTooLow, Cancelled.
[[nodiscard]] Result<AttackSummary> runAttacks(const AttackOptions &options, const AttackListener &listener,
                                               const std::stop_token &stop);

/// The same with these attacks instead of the folder's.
[[nodiscard]] Result<AttackSummary> runAttacks(const QList<Attack> &attacks, const AttackOptions &options,
                                               const AttackListener &listener, const std::stop_token &stop);

} // namespace assay::core
