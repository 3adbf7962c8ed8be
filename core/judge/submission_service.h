// SPDX-License-Identifier: GPL-3.0-or-later
// SubmissionService: the one door through which every run and submission comes in.
#pragma once

#include "base/clock.h"
#include "core/model/submission.h"
#include "core/queue/rate_limiter.h"
#include "core/store/store.h"

#include <functional>

namespace assay::core {

class LanguageTable;
class ProblemLibrary;

/// Whether anybody here can run programs. Errors: Sandbox, TierTooLow, with why not.
using GraderCheck = std::function<Result<void>()>;

/// Thread-safe. Blocks until the write is durable (a few ms): a GUI calls it from a background thread.
class SubmissionService
{
public:
    SubmissionService(Store &store, ProblemLibrary &problems, const LanguageTable &languages, const Clock &clock,
                      GraderCheck graders = {});

    /// Checks the draft, stores it durably, queues it. Errors: InvalidArgument (empty sources, bad file names, unknown
    /// language), Unsupported (language not installed here), TooLarge (over the problem's code limit), RateLimited (with
    /// when to try again), QueueFull, NotFound (problem), Permission (its participant's session is not live, or does not
    /// have that problem or language), Store; those of the check, when nobody can judge it.
    [[nodiscard]] Result<SubmissionId> submit(const SubmissionDraft &draft);
    /// Stops it wherever it is. False when it had ended already. Errors: NotFound, Store.
    [[nodiscard]] Result<bool> cancel(SubmissionId id);

private:
    [[nodiscard]] Result<void> checkSessionRules(const SubmissionDraft &draft, const QString &language) const;

    Store &m_store;
    ProblemLibrary &m_problems;
    const LanguageTable &m_languages;
    const Clock &m_clock;
    GraderCheck m_graders;
    RateLimiter m_rates;
};

} // namespace assay::core
