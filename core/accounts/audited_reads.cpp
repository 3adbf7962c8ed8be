// SPDX-License-Identifier: GPL-3.0-or-later
// What of other people's, or of hidden tests, is opened by name: and it is written down by whom.
#include "core/accounts/audited_reads.h"

#include "core/json/text.h"
#include "core/problems/package_tree.h"

#include <algorithm>

namespace assay::core {

using namespace assay::literals;

namespace {

/// Who opens a larger one opens a file.
constexpr Bytes kLargestTest = 16_MiB;

Result<QByteArray> contentOf(const std::filesystem::path &path)
{
    return readPackageFile({.path = path.filename().string(), .resolved = path, .size = {}}, kLargestTest);
}

} // namespace

Result<void> AuditedReads::write(AuditAction action, std::optional<AccountId> by, std::optional<SessionId> session,
                                 const QString &object) const
{
    return m_store.appendAudit(
        {.time = m_clock.now(), .actor = by, .action = action, .session = session, .object = object});
}

Result<OpenedSubmission> AuditedReads::submission(SubmissionId id, std::optional<AccountId> by) const
{
    Submission submission = TRY(m_store.submission(id));
    Judgement judgement = TRY(m_store.currentJudgement(id));
    if (!submission.participant.isNull())
        TRY(write(AuditAction::SubmissionOpened, by, TRY(m_store.sessionOf(submission.participant)), textOf(id)));
    return OpenedSubmission{.submission = std::move(submission), .judgement = std::move(judgement)};
}

Result<OpenedTest> AuditedReads::test(ProblemId problem, const QString &name, std::optional<AccountId> by) const
{
    const auto opened = TRY(m_problems.find(problem));
    const auto found = std::ranges::find(opened->cases, name, &TestCase::name);
    if (found == opened->cases.end())
        return fail(Errc::NotFound, name.toStdString());
    if (found->kind == CaseKind::Secret)
        TRY(write(AuditAction::TestOpened, by, std::nullopt, textOf(problem) + u' ' + name));
    return OpenedTest{.input = TRY(contentOf(found->input)), .answer = TRY(contentOf(found->answer))};
}

Result<QList<Document>> AuditedReads::documents(SessionId session, std::optional<AccountId> by) const
{
    TRY(write(AuditAction::DocumentsOpened, by, session, textOf(session)));
    return m_store.documents(session, std::nullopt);
}

Result<Document> AuditedReads::document(DocumentId id, std::optional<AccountId> by) const
{
    Document document = TRY(m_store.document(id));
    TRY(write(AuditAction::DocumentsOpened, by, document.session, textOf(id)));
    return document;
}

Result<void> AuditedReads::events(std::optional<AccountId> by) const
{
    return write(AuditAction::EventsWatched, by, std::nullopt, {});
}

} // namespace assay::core
