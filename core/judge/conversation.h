// SPDX-License-Identifier: GPL-3.0-or-later
// A submission and the program that judges it, run side by side, each reading what the other writes.
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "sandbox/run_outcome.h"
#include "sandbox/run_spec.h"

#include <QByteArray>

#include <functional>
#include <stop_token>
#include <vector>

namespace assay::core {

/// Runs one of the two with that standard input until it ends or is stopped, telling what it writes, and an empty text
/// when it closes its output before it ends.
using Talker =
    std::function<Result<sandbox::RunOutcome>(int input, const sandbox::OutputListener &said, const std::stop_token &)>;

/// What was said at one time by one of them.
struct Utterance {
    bool bySubmission = false;
    Microseconds at{0}; ///< Since the conversation began.
    QByteArray text;

    bool operator==(const Utterance &) const = default;
};

struct Conversation {
    Result<sandbox::RunOutcome> submission;
    Result<sandbox::RunOutcome> validator;
    bool validatorEndedFirst = false;
    std::vector<Utterance> transcript; ///< Its beginning, when it is long.
};

/// Both are started at once. When the submission ends, and not when it only closes its output, the validator finds the
/// end of its input; one that ended with a failure decides the verdict, and the validator is stopped after a moment. The
/// submission finds the end of its input as soon as the validator closes its output. When the validator ends first and accepts,
/// the submission finds the end of its input and may go on; when it does not accept, the submission is stopped. A stop
/// request stops both. Errors: Io; those of the two are theirs.
[[nodiscard]] Result<Conversation> converse(const Talker &submission, const Talker &validator,
                                            const std::stop_token &stop);

/// As problem packages write conversations down: lines to the submission begin with '<', lines from it with '>'.
/// Source: problem package format, "Interaction samples".
[[nodiscard]] QByteArray transcriptText(const std::vector<Utterance> &transcript);

} // namespace assay::core
