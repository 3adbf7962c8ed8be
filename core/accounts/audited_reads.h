// SPDX-License-Identifier: GPL-3.0-or-later
// What of other people's, or of hidden tests, is opened by name: and it is written down by whom.
#pragma once

#include "base/clock.h"
#include "core/model/account.h"
#include "core/problems/problem_library.h"
#include "core/store/store.h"

namespace assay::core {

/// A test's contents.
struct OpenedTest {
    QByteArray input;
    QByteArray answer;
};

/// A submission with the judgement that counts.
struct OpenedSubmission {
    Submission submission;
    Judgement judgement;
};

/// `by`: nothing is whoever sits at the engine's computer. What cannot be written down is not opened. Thread-safe.
class AuditedReads
{
public:
    AuditedReads(Store &store, ProblemLibrary &problems, const Clock &clock)
        : m_store(store)
        , m_problems(problems)
        , m_clock(clock)
    {
    }

    /// One that somebody handed in in a session; those of no session are whoever's at this computer, and not written down.
    /// Errors: NotFound, Io, Store.
    [[nodiscard]] Result<OpenedSubmission> submission(SubmissionId id, std::optional<AccountId> by = {}) const;
    /// The test of that name; samples are not written down. Errors: NotFound; TooLarge over 16 MiB; Io, Store.
    [[nodiscard]] Result<OpenedTest> test(ProblemId problem, const QString &name,
                                          std::optional<AccountId> by = {}) const;
    /// What is typed in the session, what changed last first. Errors: Store.
    [[nodiscard]] Result<QList<Document>> documents(SessionId session, std::optional<AccountId> by = {}) const;
    /// Errors: NotFound, Store.
    [[nodiscard]] Result<Document> document(DocumentId id, std::optional<AccountId> by = {}) const;
    /// Somebody begins to listen to all events, of whatever session. Errors: Store.
    [[nodiscard]] Result<void> events(std::optional<AccountId> by = {}) const;

private:
    [[nodiscard]] Result<void> write(AuditAction action, std::optional<AccountId> by, std::optional<SessionId> session,
                                     const QString &object) const;

    Store &m_store;
    ProblemLibrary &m_problems;
    const Clock &m_clock;
};

} // namespace assay::core
